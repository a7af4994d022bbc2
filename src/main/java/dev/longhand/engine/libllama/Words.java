package dev.longhand.engine.libllama;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.longhand.engine.ChatRenderer.Placeholder;
import dev.longhand.engine.Tokenizer;
import dev.longhand.engine.Utf8Pieces;
import dev.longhand.model.ChatFamily;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a model's vocabulary says: the tokens of texts, the bytes of tokens, and which of them end a text. Thread-safe. */
final class Words implements Tokenizer.Library {
    private static final int LONGEST_TOKEN = 1024;

    private final NativeModel model;
    private final WordCalls calls;
    /** The bytes of all tokens, one after the other: asked for with every token that is sampled. */
    private final byte[] bytes;
    /** Where the bytes of each token begin, and where those of the last one end. */
    private final int[] starts;

    private final Set<Integer> ends;

    Words(NativeModel model) {
        this.model = model;
        this.calls = model.library().words();
        int size = model.use(calls::size);
        this.starts = new int[size + 1];
        this.bytes = model.use(vocabulary -> allBytes(vocabulary, size));
        this.ends = model.use(vocabulary -> allEnds(vocabulary, size));
    }

    private byte[] allBytes(MemorySegment vocabulary, int size) {
        byte[] all = new byte[size * 8];
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(LONGEST_TOKEN);
            for (int token = 0; token < size; token++) {
                int at = starts[token];
                int length = calls.piece(vocabulary, token, buffer, LONGEST_TOKEN);
                if (length < 0) {
                    MemorySegment larger = arena.allocate(-length);
                    length = calls.piece(vocabulary, token, larger, -length);
                    all = withRoom(all, at + length);
                    MemorySegment.copy(larger, ValueLayout.JAVA_BYTE, 0, all, at, length);
                } else {
                    all = withRoom(all, at + length);
                    MemorySegment.copy(buffer, ValueLayout.JAVA_BYTE, 0, all, at, length);
                }
                starts[token + 1] = at + length;
            }
        }
        return Arrays.copyOf(all, starts[size]);
    }

    private static byte[] withRoom(byte[] array, int length) {
        return array.length >= length ? array : Arrays.copyOf(array, Math.max(length, array.length * 2));
    }

    private Set<Integer> allEnds(MemorySegment vocabulary, int size) {
        Set<Integer> found = new HashSet<>();
        for (int token = 0; token < size; token++) {
            if (calls.isEnd(vocabulary, token)) {
                found.add(token);
            }
        }
        return found;
    }

    /** Number of tokens. */
    int size() {
        return starts.length - 1;
    }

    /** The bytes of a token, special ones spelt out. */
    byte[] bytes(int token) {
        return Arrays.copyOfRange(bytes, starts[token], starts[token + 1]);
    }

    /** Tokens that end a text, as the library knows them. */
    Set<Integer> ends() {
        return ends;
    }

    @Override
    public int[] encode(String text) {
        if (text.isEmpty()) {
            return new int[0];
        }
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return model.use(vocabulary -> encode(vocabulary, utf8));
    }

    private int[] encode(MemorySegment vocabulary, byte[] utf8) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment text = arena.allocateFrom(ValueLayout.JAVA_BYTE, utf8);
            // No token is shorter than a byte, but for a space that may be put before the text.
            int room = utf8.length + 2;
            MemorySegment tokens = arena.allocate(JAVA_INT, room);
            int count = calls.tokenize(vocabulary, text, utf8.length, tokens, room);
            if (count < 0) {
                room = Math.negateExact(count);
                tokens = arena.allocate(JAVA_INT, room);
                count = calls.tokenize(vocabulary, text, utf8.length, tokens, room);
            }
            return tokens.asSlice(0, (long) count * Integer.BYTES).toArray(JAVA_INT);
        }
    }

    @Override
    public String decode(int[] ids) {
        Utf8Pieces pieces = new Utf8Pieces();
        StringBuilder text = new StringBuilder();
        for (int id : ids) {
            text.append(pieces.accept(bytes(id)));
        }
        return text.append(pieces.finish()).toString();
    }

    /** A conversation as models of a family know it, with an answer opened. Placeholders are plain ASCII words. */
    String applyTemplate(ChatFamily family, List<Placeholder> turns) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment messages = arena.allocate(Layouts.CHAT_MESSAGE, turns.size());
            for (int i = 0; i < turns.size(); i++) {
                long at = i * Layouts.CHAT_MESSAGE.byteSize();
                String role = turns.get(i).role().name().toLowerCase(Locale.ROOT);
                messages.set(ADDRESS, at, arena.allocateFrom(role));
                messages.set(
                        ADDRESS,
                        at + Layouts.offset(Layouts.CHAT_MESSAGE, "content"),
                        arena.allocateFrom(turns.get(i).text()));
            }
            MemorySegment name = arena.allocateFrom(family.engineName());
            int length = calls.applyTemplate(name, messages, turns.size(), MemorySegment.NULL, 0);
            if (length < 0) {
                throw new IllegalStateException("The library does not know the family " + family.engineName() + ".");
            }
            MemorySegment text = arena.allocate(length + 1L);
            calls.applyTemplate(name, messages, turns.size(), text, length);
            return new String(text.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
        }
    }
}
