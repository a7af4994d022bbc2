package dev.longhand.ui.desk;

import dev.longhand.core.document.Candidate;
import dev.longhand.core.document.Chunk;
import java.util.Optional;

/**
 * The chunk that is open, and its candidate that is shown.
 *
 * @param number of the candidate, from 1; of one that is being written the number it will have
 * @param count how many candidates there are, the one being written included
 * @param candidate absent while it is being written
 * @param seed of its generation
 * @param limit the chunk limit of its generation, in tokens
 */
public record CandidateStatus(
        Chunk chunk, int number, int count, Optional<Candidate> candidate, long seed, int limit) {}
