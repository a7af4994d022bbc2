package dev.longhand.project.format;

import dev.longhand.core.drafting.AtEnd;
import dev.longhand.core.drafting.DraftSettings;
import dev.longhand.core.drafting.DraftShape;
import dev.longhand.core.drafting.DraftTarget;
import dev.longhand.core.engine.ChunkEnd;
import dev.longhand.core.engine.LoopRule;
import dev.longhand.core.engine.Sampling;
import dev.longhand.project.state.ProjectSettings;
import java.util.List;
import java.util.Optional;

/** How a document is drafted, as JSON. */
final class SettingsJson {
    private SettingsJson() {}

    static JsonTree.Members of(ProjectSettings settings) {
        JsonTree.Builder members = JsonTree.Members.with()
                .text("model", settings.model())
                .number("context", settings.context())
                .name("shape", settings.shape());
        settings.target().ifPresent(target -> members.member("target", JsonTree.Members.with()
                .number("amount", target.amount())
                .name("unit", target.unit())
                .build()));
        return members.name("atEnd", settings.atEnd())
                .member("draft", draft(settings.draft()))
                .build();
    }

    static ProjectSettings read(Fields from) throws FormatException {
        return new ProjectSettings(
                from.optionalText("model"),
                from.optionalWhole("context", 1),
                from.name("shape", DraftShape.class),
                from.has("target") ? Optional.of(target(from.object("target"))) : Optional.empty(),
                from.name("atEnd", AtEnd.class),
                draft(from.object("draft")));
    }

    private static DraftTarget target(Fields from) throws FormatException {
        return new DraftTarget(from.whole("amount", 1), from.name("unit", DraftTarget.Unit.class));
    }

    private static JsonTree.Members draft(DraftSettings draft) {
        return JsonTree.Members.with()
                .member("sampling", EngineJson.of(draft.sampling()))
                .number("seed", draft.seed())
                .number("chunkTokens", draft.chunkTokens())
                .name("chunkEnd", draft.chunkEnd())
                .texts("stopStrings", draft.stopStrings())
                .member("loops", EngineJson.of(draft.loops()))
                .build();
    }

    private static DraftSettings draft(Fields from) throws FormatException {
        Sampling sampling = EngineJson.sampling(from.object("sampling"));
        long seed = from.wholeLong("seed", Long.MIN_VALUE);
        int chunkTokens = from.whole("chunkTokens", 1);
        ChunkEnd chunkEnd = from.name("chunkEnd", ChunkEnd.class);
        List<String> stopStrings = from.texts("stopStrings");
        LoopRule loops = EngineJson.loopRule(from.object("loops"));
        return from.made(() -> new DraftSettings(sampling, seed, chunkTokens, chunkEnd, stopStrings, loops));
    }
}
