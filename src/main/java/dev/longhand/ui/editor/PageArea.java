package dev.longhand.ui.editor;

import dev.longhand.ui.editor.PageText.Ground;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import javafx.scene.AccessibleRole;
import javafx.scene.input.InputMethodEvent;
import org.fxmisc.richtext.StyleClassedTextArea;
import org.fxmisc.richtext.model.StyleSpans;
import org.fxmisc.richtext.model.StyleSpansBuilder;
import org.fxmisc.richtext.model.StyledDocument;
import org.fxmisc.richtext.util.UndoUtils;

/**
 * The text widget of the page. It has no undo of its own; what the writer types goes through {@link PageText}, and only
 * lines that changed are styled anew. What the program puts in does not go back to where it came from.
 */
final class PageArea extends StyleClassedTextArea {
    private final PageText page;
    private final Runnable refused;
    private boolean programmed;
    private boolean composing;
    private int tintFrom;
    private int tintTo;

    /** @param refused is run when typing is not possible where it was tried */
    PageArea(PageText page, Runnable refused) {
        super(false);
        this.page = page;
        this.refused = refused;
        setUndoManager(UndoUtils.noOpUndoManager());
        setWrapText(true);
        setId("page");
        getStyleClass().add("page");
        setAccessibleRole(AccessibleRole.TEXT_AREA);
        programmed = true;
        replaceText(page.page(0, page.length()));
        programmed = false;
        moveTo(0);
        style(0, getParagraphs().size() - 1);
        plainTextChanges().subscribe(change -> {
            int end = change.getPosition() + change.getInserted().length();
            tintFrom = mapped(tintFrom, change.getPosition(), change.getRemoved().length(), end);
            tintTo = mapped(tintTo, change.getPosition(), change.getRemoved().length(), end);
            if (!programmed) {
                page.typed(change.getPosition(), change.getRemoved(), change.getInserted());
            }
            int first = paragraphAt(change.getPosition());
            // A line that is no longer the first one has to look like the others.
            style(first, paragraphAt(end) + (first == 0 ? 1 : 0));
        });
    }

    /** While an input method composes, nothing but it may touch the area. */
    boolean isComposing() {
        return composing;
    }

    @Override
    public void replace(
            int start, int end,
            StyledDocument<Collection<String>, String, Collection<String>> replacement) {
        if (!programmed && page.ground(start, end) == Ground.CLOSED) {
            refused.run();
            return;
        }
        super.replace(start, end, replacement);
    }

    @Override
    protected void handleInputMethodEvent(InputMethodEvent event) {
        composing = !event.getComposed().isEmpty();
        super.handleInputMethodEvent(event);
    }

    /** A change by the program: the caret stays with the text it stands in. */
    void show(int from, int to, String with) {
        int anchor = mapped(getAnchor(), from, to - from, from + with.length());
        int caret = mapped(getCaretPosition(), from, to - from, from + with.length());
        programmed = true;
        try {
            replaceText(from, to, with);
        } finally {
            programmed = false;
        }
        selectRange(Math.min(anchor, getLength()), Math.min(caret, getLength()));
    }

    /** Tints what the candidate takes now, and nothing else. */
    void tint() {
        int from = page.hasCandidate() ? page.candidateStart() : 0;
        int to = page.hasCandidate() ? page.candidateEnd() : 0;
        int oldFrom = Math.min(tintFrom, getLength());
        int oldTo = Math.min(tintTo, getLength());
        tintFrom = from;
        tintTo = to;
        style(paragraphAt(oldFrom), paragraphAt(oldTo));
        style(paragraphAt(from), paragraphAt(to));
    }

    /** The paragraph, from 0, that has the character at {@code position}. */
    int paragraphAt(int position) {
        return offsetToPosition(Math.clamp(position, 0, getLength()), Bias.Forward).getMajor();
    }

    private static int mapped(int position, int at, int removed, int end) {
        if (position <= at) {
            return position;
        }
        return position >= at + removed ? position + end - at - removed : Math.min(position, end);
    }

    private void style(int first, int last) {
        int start = getAbsolutePosition(first, 0);
        for (int i = first; i <= Math.min(last, getParagraphs().size() - 1); i++) {
            String line = getText(i);
            styleLine(i, line, start);
            start += line.length() + 1;
        }
    }

    private void styleLine(int index, String line, int start) {
        int end = start + line.length();
        MarkdownLine markdown = MarkdownLine.of(line);
        List<String> classes = new ArrayList<>(markdown.paragraph());
        if (index == 0) {
            classes.add("first");
        }
        boolean hasCandidate = page.hasCandidate();
        int from = hasCandidate ? page.candidateTextStart() : 0;
        int to = hasCandidate ? page.candidateEnd() : 0;
        boolean whole = hasCandidate && start >= from && start <= to && (end <= to);
        if (whole) {
            classes.add("candidate");
        }
        if (hasCandidate && start <= to && to <= end) {
            classes.add("candidate-end");
        }
        if (!List.copyOf(getParagraph(index).getParagraphStyle()).equals(classes)) {
            setParagraphStyle(index, classes);
        }
        if (!line.isEmpty()) {
            boolean part = hasCandidate && !whole && start < to && from < end;
            StyleSpansBuilder<Collection<String>> spans = new StyleSpansBuilder<>();
            int at = start;
            for (MarkdownLine.Span span : markdown.spans()) {
                int spanEnd = at + span.length();
                int cut = Math.clamp(from, at, spanEnd);
                int cutEnd = part ? Math.clamp(to, at, spanEnd) : cut;
                add(spans, cut - at, span.styles());
                add(spans, cutEnd - cut, with(span.styles(), "candidate-part"));
                add(spans, spanEnd - cutEnd, span.styles());
                at = spanEnd;
            }
            StyleSpans<Collection<String>> wanted = spans.create();
            if (!getStyleSpans(index).equals(wanted)) {
                setStyleSpans(index, 0, wanted);
            }
        }
    }

    private static void add(StyleSpansBuilder<Collection<String>> spans, int length, Collection<String> styles) {
        if (length > 0) {
            spans.add(styles, length);
        }
    }

    private static Collection<String> with(Collection<String> styles, String more) {
        List<String> all = new ArrayList<>(styles);
        Collections.addAll(all, more);
        return all;
    }
}
