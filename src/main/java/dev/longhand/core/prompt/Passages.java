package dev.longhand.core.prompt;

import dev.longhand.core.document.Candidate;
import dev.longhand.core.document.Chunk;
import dev.longhand.core.document.ChunkKind;
import dev.longhand.core.document.Document;
import dev.longhand.core.engine.PromptPart;
import dev.longhand.core.engine.TokenIds;
import dev.longhand.core.engine.TokenizedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Divides the text before a place into passages: where its chunks lie, and at paragraphs where it is long. */
final class Passages {
    /** A passage longer than this is divided at the next end of a line, in characters: about 500 tokens. */
    private static final int DIVIDE_AFTER = 2_000;

    /** A passage is divided here even inside a line. */
    private static final int DIVIDE_AT_LAST = 4_000;

    private final Document document;
    private final PromptTexts texts;
    private final List<Passage> passages = new ArrayList<>();

    private Passages(Document document, PromptTexts texts) {
        this.document = document;
        this.texts = texts;
    }

    /** The passages before the place of {@code chunk}, in their order. */
    static List<Passage> before(Document document, Chunk chunk, PromptTexts texts) {
        Passages all = new Passages(document, texts);
        int position = chunk.place().start();
        int at = 0;
        for (Chunk kept : document.keptChunks()) {
            if (kept.id() == chunk.id() || kept.place().start() >= position && Document.follows(kept, chunk)) {
                break;
            }
            all.written(at, kept.place().start());
            all.drafted(kept);
            at = kept.place().end();
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

    private void drafted(Chunk chunk) {
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
        String text = document.textOf(chunk);
        TokenizedText tokens = kept.flatMap(c -> c.tokensOf(text)).orElseGet(() -> withoutTokens(text));
        String label = label(chunk.section());
        boolean first = true;
        for (List<PromptPart> piece : divided(tokens)) {
            List<PromptPart> content = new ArrayList<>(first ? heading : List.of());
            content.addAll(piece);
            passages.add(first
                    ? new Passage(label, request, resumption, separator, content)
                    : new Passage(label, "", resumption(chunk.section(), chunk.asked()), "", content));
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
        for (List<PromptPart> piece : divided(withoutTokens(document.text().substring(from, to)))) {
            passages.add(
                    passages.isEmpty()
                            ? new Passage("", texts.answer(), texts.answerTail(), "", piece)
                            : new Passage("", "", texts.answerTail(), "", piece));
        }
    }

    private static TokenizedText withoutTokens(String text) {
        return new TokenizedText(text, TokenIds.NONE, new int[0]);
    }

    /** Divides a text into pieces; at least one, even if it is empty. */
    private static List<List<PromptPart>> divided(TokenizedText text) {
        List<List<PromptPart>> pieces = new ArrayList<>();
        int[] ends = text.ends();
        int token = 0;
        int start = 0;
        for (int i = 0; i < ends.length; i++) {
            int length = ends[i] - start;
            boolean lineEnds = ends[i] > start && text.text().charAt(ends[i] - 1) == '\n';
            if (length >= DIVIDE_AT_LAST || length >= DIVIDE_AFTER && lineEnds) {
                pieces.add(List.of(new PromptPart.Tokens(text.ids().slice(token, i + 1))));
                token = i + 1;
                start = ends[i];
            }
        }
        List<PromptPart> rest = new ArrayList<>();
        if (token < ends.length) {
            rest.add(new PromptPart.Tokens(text.ids().slice(token, ends.length)));
            start = ends[ends.length - 1];
        }
        for (String piece : lines(text.text().substring(start))) {
            rest.add(new PromptPart.Text(piece));
            pieces.add(List.copyOf(rest));
            rest.clear();
        }
        if (!rest.isEmpty() || pieces.isEmpty()) {
            pieces.add(List.copyOf(rest));
        }
        return pieces;
    }

    private static List<String> lines(String text) {
        List<String> pieces = new ArrayList<>();
        int start = 0;
        while (text.length() - start > DIVIDE_AFTER) {
            int end = text.indexOf('\n', start + DIVIDE_AFTER) + 1;
            if (end == 0 || end - start > DIVIDE_AT_LAST) {
                end = Math.min(text.length(), start + DIVIDE_AT_LAST);
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
