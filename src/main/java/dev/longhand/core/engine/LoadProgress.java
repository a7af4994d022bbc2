package dev.longhand.core.engine;

/** Hears how far loading is. Called on the loading thread. */
@FunctionalInterface
public interface LoadProgress {
    LoadProgress SILENT = share -> true;

    /**
     * @param share from 0 to 1
     * @return false to stop loading, where the engine can
     */
    boolean loaded(double share);
}
