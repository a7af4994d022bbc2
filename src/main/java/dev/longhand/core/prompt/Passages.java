package dev.longhand.core.prompt;

import dev.longhand.core.document.Candidate;
import dev.longhand.core.document.Chunk;
import dev.longhand.core.document.ChunkPlaces;
import dev.longhand.core.document.ChunkKind;
import dev.longhand.core.document.Document;
import dev.longhand.core.engine.PromptPart;
import dev.longhand.core.engine.TokenIds;
import dev.longhand.core.engine.TokenizedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Divides the text before a place into passages: where its chunks lie, and at ends of lines where it is long. */
final class Passages {
    /** The shortest and the longest passage into which long text is divided, in tokens. */
    private static final int LEAST_TOKENS = 32;

    private static final int MOST_TOKENS = 512;

    /** A window has at least so many passages, so that there is something to choose from when text is left out. */
    private static final int IN_A_WINDOW = 16;

    /** Characters taken for a token where the tokens are not known: between English (4) and Chinese (1). */
    private static final int CHARACTERS_PER_TOKEN = 2;

    private final Document document;
    private final PromptTexts texts;
    private final int tokens;
    private final List<Passage> passages = new ArrayList<>();

    private Passages(Document document, PromptTexts texts, int tokens) {
        this.document = document;
        this.texts = texts;
        this.tokens = tokens;
    }

    /**
     * The passages before the place of {@code chunk}, in their order.
     *
     * @param window tokens of the context window, on which their length depends; the same for all plans of a session
     */
    static List<Passage> before(Document document, Chunk chunk, PromptTexts texts, int window) {
        Passages all = new Passages(document, texts, Math.clamp(window / IN_A_WINDOW, LEAST_TOKENS, MOST_TOKENS));
        int position = chunk.place().start();
        int at = 0;
        for (Chunk kept : document.keptChunks()) {
            if (kept.place().start() >= position && ChunkPlaces.follows(kept, chunk)) {
                break;
            }
            // A chunk that was kept inside another is text of that one.
            if (kept.id() != chunk.id() && kept.place().start() >= at) {
                all.written(at, kept.place().start());
                at = Math.min(kept.place().end(), position);
                all.drafted(kept, at);
            }
        }
        all.written(at, position);
        return all.passages;
    }

    /** What is asked for with {@code chunk}; empty where it goes on without a request. */
    static String request(Document document, PromptTexts texts, Chunk chunk, String direction) {
        String request =
                switch (chunk.kind()) {
                    case SECTION -> texts.section(document.outline(), chunk.section().orElseThrow(), chunk.asked());
                    case EXTENSION -> extension(document, texts, chunk.section(), chunk.asked());
                    case CONTINUATION -> "";
                    case ANSWER -> texts.answer();
                };
        String line = direction.strip();
        return line.isEmpty() ? request : request.isEmpty() ? line : request + "\n" + line;
    }

    private static String extension(Document document, PromptTexts texts, OptionalInt section, int asked) {
        return section.isPresent()
                ? texts.sectionExtension(document.outline(), section.getAsInt(), asked)
                : texts.answerExtension(asked);
    }

    private void drafted(Chunk chunk, int until) {
        Optional<Candidate> kept = document.kept(chunk);
        String direction = kept.map(c -> c.provenance().direction()).orElse("");
        String request = request(document, texts, chunk, direction);
        String resumption = chunk.kind() == ChunkKind.SECTION || chunk.kind() == ChunkKind.ANSWER
                ? request
                : resumption(chunk.section(), chunk.asked());
        String lead = document.leadOf(chunk);
        String separator = Passage.separatorOf(lead);
        List<PromptPart> heading = lead.length() == separator.length()
                ? List.of()
                : List.of(new PromptPart.Text(lead.substring(separator.length())));
        int textStart = Math.min(chunk.place().textStart(), until);
        String text = document.text().substring(textStart, until);
        TokenizedText tokenized = kept.flatMap(c -> c.tokensOf(text)).orElseGet(() -> withoutTokens(text));
        String label = label(chunk.section());
        boolean first = true;
        for (Piece piece : divided(tokenized)) {
            List<PromptPart> content = new ArrayList<>(first ? heading : List.of());
            content.addAll(piece.content());
            passages.add(first
                    ? new Passage(chunk.place().start(), label, request, resumption, separator, content)
                    : new Passage(
                            textStart + piece.start(), label, "", resumption(chunk.section(), chunk.asked()), "",
                            content));
            first = false;
        }
    }

    private String resumption(OptionalInt section, int asked) {
        return section.isPresent()
                ? texts.sectionExtension(document.outline(), section.getAsInt(), asked)
                : texts.answerTail();
    }

    private String label(OptionalInt section) {
        return section.isPresent()
                ? (section.getAsInt() + 1) + ". "
                        + document.outline().sections().get(section.getAsInt()).heading()
                : "";
    }

    /** Text that no chunk brought: the writer's own, or a document from elsewhere. */
    private void written(int from, int to) {
        if (from >= to) {
            return;
        }
        for (Piece piece : divided(withoutTokens(document.text().substring(from, to)))) {
            String request = passages.isEmpty() ? texts.answer() : "";
            passages.add(new Passage(
                    from + piece.start(), "", request, texts.answerTail(), "", piece.content()));
        }
    }

    private static TokenizedText withoutTokens(String text) {
        return new TokenizedText(text, TokenIds.NONE, new int[0]);
    }

    /** A part of a text that begins at {@code start}, in characters of that text. */
    private record Piece(int start, List<PromptPart> content) {}

    /** Divides a text into pieces; at least one, even if it is empty. */
    private List<Piece> divided(TokenizedText text) {
        List<Piece> pieces = new ArrayList<>();
        int[] ends = text.ends();
        int first = 0;
        int start = 0;
        for (int i = 0; i < ends.length; i++) {
            int length = i + 1 - first;
            boolean lineEnds = ends[i] > start && text.text().charAt(ends[i] - 1) == '\n';
            if (length >= 2 * tokens || length >= tokens && lineEnds) {
                pieces.add(new Piece(start, List.of(new PromptPart.Tokens(text.ids().slice(first, i + 1)))));
                first = i + 1;
                start = ends[i];
            }
        }
        List<PromptPart> begun = new ArrayList<>();
        if (first < ends.length) {
            begun.add(new PromptPart.Tokens(text.ids().slice(first, ends.length)));
        }
        int at = text.covered();
        for (String piece : lines(text.text().substring(at))) {
            begun.add(new PromptPart.Text(piece));
            pieces.add(new Piece(begun.size() > 1 ? start : at, List.copyOf(begun)));
            begun.clear();
            at += piece.length();
        }
        if (!begun.isEmpty() || pieces.isEmpty()) {
            pieces.add(new Piece(start, List.copyOf(begun)));
        }
        return pieces;
    }

    private List<String> lines(String text) {
        int least = tokens * CHARACTERS_PER_TOKEN;
        List<String> pieces = new ArrayList<>();
        int start = 0;
        while (text.length() - start > least) {
            int end = text.indexOf('\n', start + least) + 1;
            if (end == 0 || end - start > 2 * least) {
                end = Math.min(text.length(), start + 2 * least);
                if (end < text.length() && Character.isLowSurrogate(text.charAt(end))) {
                    end--;
                }
            }
            pieces.add(text.substring(start, end));
            start = end;
        }
        if (start < text.length()) {
            pieces.add(text.substring(start));
        }
        return pieces;
    }
}
