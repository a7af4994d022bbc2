package dev.longhand.ui.desk;

import dev.longhand.core.engine.Model;
import dev.longhand.core.engine.Session;

/** A model that is loaded, with the session in which it drafts one document. */
public record Seat(String engine, Model model, Session session) {
    DeskStatus.ModelStatus status() {
        return new DeskStatus.ModelStatus(
                model.description().name(), model.description().quantization(), engine, session.contextSize());
    }
}
