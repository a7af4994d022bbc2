package dev.longhand.cli;

/** The exit codes of every command. */
final class ExitCode {
    /** All that was asked for was done. */
    static final int DONE = 0;
    /** It was begun and not reached: the engine failed, the window was full, Ctrl-C. */
    static final int NOT_REACHED = 1;
    /** Bad input: nothing was done. */
    static final int BAD_INPUT = 2;
    /** Ended at once by a second Ctrl-C: 128 plus the number of the signal, as shells count. */
    static final int KILLED = 130;

    private ExitCode() {}
}
