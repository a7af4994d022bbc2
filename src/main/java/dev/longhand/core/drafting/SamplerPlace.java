package dev.longhand.core.drafting;

import dev.longhand.core.document.Candidate;
import dev.longhand.core.document.Chunk;
import dev.longhand.core.document.ChunkKind;
import dev.longhand.core.document.Document;
import java.util.Optional;

/** Remembers where the session's sampler stands, so that a seam can be invisible: its random state goes on over it. */
final class SamplerPlace {
    private Optional<End> end = Optional.empty();

    /** The end of a candidate. */
    private record End(int chunk, int candidate) {}

    void standsAfter(int chunk, int candidate) {
        end = Optional.of(new End(chunk, candidate));
    }

    /**
     * Whether a generation goes on exactly where the sampler stands, with nothing said between.
     *
     * @param base the candidate that is lengthened, if one is
     */
    boolean goesOn(Document document, Chunk chunk, Optional<Candidate> base) {
        if (end.isEmpty()) {
            return false;
        }
        End last = end.get();
        if (base.isPresent()) {
            return last.equals(new End(chunk.id(), base.get().number()));
        }
        return chunk.kind() == ChunkKind.CONTINUATION
                && document.keptChunks().stream().anyMatch(kept -> kept.id() == last.chunk()
                        && kept.kept().getAsInt() == last.candidate()
                        && kept.place().end() == chunk.place().start());
    }
}
