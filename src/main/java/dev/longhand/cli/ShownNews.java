package dev.longhand.cli;

import dev.longhand.project.Notice;
import dev.longhand.project.ProjectListener;
import dev.longhand.project.disk.FileProblem;

/** Prints what becomes of a document's files. */
record ShownNews(LiveLine live) implements ProjectListener {
    @Override
    public void failing(FileProblem problem) {
        live.print(problem.sentence());
    }

    @Override
    public void noticed(Notice notice) {
        live.print("Note: " + notice.sentence());
    }
}
