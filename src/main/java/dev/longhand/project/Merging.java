package dev.longhand.project;

import dev.longhand.core.document.Document;
import dev.longhand.project.disk.FileProblem;
import dev.longhand.project.merge.TextMerge;
import dev.longhand.project.state.ContentHash;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Brings what another program did to the Markdown file into the document. Lives on the owner's thread. */
final class Merging {
    /** How often the file may have changed again in the moment between looking and writing. */
    static final int MOST_TRIES = 3;

    private final Document document;
    private final OpenFiles files;
    private Optional<ContentHash> merged = Optional.empty();

    Merging(Document document, OpenFiles files) {
        this.document = document;
        this.files = files;
    }

    /** The content that is in the document already, until the file is written. */
    Optional<ContentHash> merged() {
        return merged;
    }

    /** The file is written. */
    void done() {
        merged = Optional.empty();
    }

    static FileProblem changesAllTheTime(Path markdown) {
        return new FileProblem(
                "FILE-CHANGING", markdown + " is changed by another program all the time; close it there and save again.");
    }

    /**
     * Takes over what was changed elsewhere. Where both sides changed the same lines ours stay, and the other file is
     * kept whole beside the document before anything is written over it.
     *
     * @return done when the document has it; says what happened
     */
    CompletableFuture<Notice> take(SaveResult.ChangedElsewhere changed) {
        ContentHash hash = ContentHash.of(changed.content());
        Optional<String> theirs = text(changed.content());
        if (theirs.isEmpty()) {
            return files.keepOther(changed.content()).thenApply(copy -> {
                merged = Optional.of(hash);
                return new Notice(Notice.Code.CONFLICT,
                        "Another program wrote something that is no text in UTF-8; it was kept as " + copy + ".");
            });
        }
        TextMerge merge = TextMerge.of(changed.base().text(), document.text().toString(), theirs.get());
        document.reconcile(merge.edits());
        if (merge.conflicts().isEmpty()) {
            merged = Optional.of(hash);
            return CompletableFuture.completedFuture(new Notice(Notice.Code.MERGED,
                    "Another program changed " + files.markdown().getFileName() + "; its changes were taken over ("
                            + places(merge.edits().size()) + ")."));
        }
        return files.keepOther(changed.content()).thenApply(copy -> {
            merged = Optional.of(hash);
            return new Notice(Notice.Code.CONFLICT,
                    "Another program changed what was changed here too (" + places(merge.conflicts().size())
                            + "); the text of here stays, and the other file was kept as " + copy + ".");
        });
    }

    private static String places(int number) {
        return number == 1 ? "1 place" : number + " places";
    }

    private static Optional<String> text(byte[] content) {
        try {
            return Optional.of(MarkdownText.of(content).text());
        } catch (CharacterCodingException noText) {
            return Optional.empty();
        }
    }
}
