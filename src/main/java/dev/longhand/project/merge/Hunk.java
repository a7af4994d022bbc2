package dev.longhand.project.merge;

/**
 * A run of units that differs between an old and a new sequence. One of both may be empty.
 *
 * @param from first unit in the old sequence
 * @param to behind the last unit in the old sequence
 * @param newFrom first unit in the new sequence
 * @param newTo behind the last unit in the new sequence
 */
record Hunk(int from, int to, int newFrom, int newTo) {
    boolean isInsertion() {
        return from == to;
    }

    /** By how many units the new sequence is longer here. */
    int growth() {
        return newTo - newFrom - (to - from);
    }

    Hunk movedBy(int units) {
        return new Hunk(from + units, to + units, newFrom + units, newTo + units);
    }

    /** One hunk from the beginning of this one to the end of a later one. */
    Hunk through(Hunk later) {
        return new Hunk(from, later.to, newFrom, later.newTo);
    }
}
