package dev.longhand.core.document;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The actions that can be undone. An action remembers its edits and, of the chunks, only those whose state does not
 * follow from the edits, so that typing costs the same however many chunks a document has. Letters typed one after
 * another are one action, a word. Not thread-safe.
 */
final class UndoHistory {
    /** Older actions are forgotten. */
    private static final int MOST = 10_000;

    /** One action: what to do, and the chunks that are then other than the edits make them. */
    record Step(List<TextEdit> edits, Map<Integer, Chunk> exceptions) {
        static Step of(DocumentChange.Edited change) {
            return new Step(
                    change.edits(),
                    // Of two states of one chunk the later one counts.
                    change.chunks().stream().collect(Collectors.toMap(Chunk::id, Function.identity(), (a, b) -> b)));
        }

        DocumentChange.Edited change() {
            return new DocumentChange.Edited(edits, List.copyOf(exceptions.values()));
        }

        /** The chunks after the step; each is moved along with the text unless it is an exception. */
        List<Chunk> applied(List<Chunk> chunks) {
            return chunks.stream()
                    .map(chunk -> Optional.ofNullable(exceptions.get(chunk.id())).orElseGet(() -> moved(chunk, edits)))
                    .toList();
        }
    }

    private record Action(Step undo, Step redo) {}

    private final Deque<Action> done = new ArrayDeque<>();
    private final Deque<Action> undone = new ArrayDeque<>();
    private boolean wordEnded;

    /** Remembers an action that was just done, and says what it was. Both lists have the same chunks. */
    Step did(List<TextEdit> edits, List<Chunk> before, List<Chunk> after) {
        List<TextEdit> inverse = edits.reversed().stream().map(TextEdit::inverse).toList();
        Map<Integer, Chunk> later = after.stream().collect(Collectors.toMap(Chunk::id, Function.identity()));
        Map<Integer, Chunk> undoes = new HashMap<>();
        Map<Integer, Chunk> redoes = new HashMap<>();
        for (Chunk old : before) {
            Chunk now = later.getOrDefault(old.id(), old);
            if (!moved(now, inverse).equals(old)) {
                undoes.put(old.id(), old);
            }
            if (!moved(old, edits).equals(now)) {
                redoes.put(old.id(), now);
            }
        }
        undone.clear();
        Action action = new Action(new Step(inverse, undoes), new Step(List.copyOf(edits), redoes));
        Optional<Action> goesOn = wordEnded ? Optional.empty() : joined(done.peekLast(), action);
        wordEnded = false;
        done.addLast(goesOn.map(word -> {
                    done.removeLast();
                    return word;
                })
                .orElse(action));
        if (done.size() > MOST) {
            done.removeFirst();
        }
        return action.redo();
    }

    /** What comes next is an action of its own, even if it goes on with the word that was typed last. */
    void endWord() {
        wordEnded = true;
    }

    boolean canUndo() {
        return !done.isEmpty();
    }

    boolean canRedo() {
        return !undone.isEmpty();
    }

    /** What {@link #undo} would do. */
    Optional<Step> nextUndo() {
        return Optional.ofNullable(done.peekLast()).map(Action::undo);
    }

    /** What {@link #redo} would do. */
    Optional<Step> nextRedo() {
        return Optional.ofNullable(undone.peekLast()).map(Action::redo);
    }

    /** The step that takes the last action back. */
    Optional<Step> undo() {
        Optional<Action> action = Optional.ofNullable(done.pollLast());
        action.ifPresent(undone::addLast);
        return action.map(Action::undo);
    }

    /** The step that does again what was undone last. */
    Optional<Step> redo() {
        Optional<Action> action = Optional.ofNullable(undone.pollLast());
        action.ifPresent(done::addLast);
        return action.map(Action::redo);
    }

    /** Both actions as one if the second goes on with the word that the first typed. */
    private static Optional<Action> joined(@Nullable Action first, Action second) {
        if (first == null || !isTyping(first) || !isTyping(second)) {
            return Optional.empty();
        }
        TextEdit a = first.redo().edits().getFirst();
        TextEdit b = second.redo().edits().getFirst();
        if (b.at() != a.at() + a.inserted().length() || b.inserted().isBlank()) {
            return Optional.empty();
        }
        TextEdit word = new TextEdit(a.at(), a.removed(), a.inserted() + b.inserted());
        return Optional.of(new Action(
                new Step(List.of(word.inverse()), Map.of()), new Step(List.of(word), Map.of())));
    }

    private static boolean isTyping(Action action) {
        return action.redo().edits().size() == 1
                && action.redo().edits().getFirst().removed().isEmpty()
                && action.redo().edits().getFirst().inserted().indexOf('\n') < 0
                && action.redo().exceptions().isEmpty()
                && action.undo().exceptions().isEmpty();
    }

    private static Chunk moved(Chunk chunk, List<TextEdit> edits) {
        Place place = chunk.place();
        for (TextEdit edit : edits) {
            place = place.map(edit);
        }
        return chunk.at(place);
    }
}
