package dev.longhand.engine.scripted;

import dev.longhand.core.engine.Capability;
import dev.longhand.core.engine.Engine;
import dev.longhand.core.engine.EngineException;
import dev.longhand.core.engine.LoadOptions;
import dev.longhand.core.engine.LoadProgress;
import dev.longhand.core.engine.Model;
import dev.longhand.core.engine.ModelDescription;
import dev.longhand.core.engine.ModelDescription.ChatStyle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An engine without a model: a {@link Script} decides what it writes, and every number it gives is exact. Product code
 * meets it through the same door as any other engine, so tests of drafting are fast and repeatable.
 */
public final class ScriptedEngine implements Engine {
    private static final Set<Capability> ALL = Collections.unmodifiableSet(EnumSet.of(
            Capability.EXACT_TOKENS,
            Capability.SAMPLED_TOKENS,
            Capability.END_TOKEN_ID,
            Capability.OBSERVED_REUSE,
            Capability.SAMPLER_CONTINUES,
            Capability.GRAMMAR,
            Capability.UNLOAD,
            Capability.PROMPT_PROGRESS));
    private static final int TRAINED_CONTEXT = 32_768;

    private final Script script;
    private final Set<Capability> capabilities;
    private final List<ScriptedModel> models = new CopyOnWriteArrayList<>();

    public ScriptedEngine(Script script) {
        this(script, ALL);
    }

    private ScriptedEngine(Script script, Set<Capability> capabilities) {
        this.script = script;
        this.capabilities = capabilities;
    }

    /** An engine that can do less, to test what Longhand does with engines that know less about their tokens. */
    public static ScriptedEngine without(Script script, Set<Capability> missing) {
        Set<Capability> capabilities = EnumSet.copyOf(ALL);
        capabilities.removeAll(missing);
        return new ScriptedEngine(script, Collections.unmodifiableSet(capabilities));
    }

    @Override
    public String name() {
        return "scripted";
    }

    @Override
    public Set<Capability> capabilities() {
        return capabilities;
    }

    /** Looks whether the file is there, but not into it. */
    @Override
    public void check(Path file) throws EngineException {
        if (!Files.isRegularFile(file)) {
            throw new EngineException("MODEL-ABSENT", "There is no model file " + file + "; name one that exists.");
        }
    }

    @Override
    public Model load(Path file, LoadOptions options, LoadProgress progress) throws EngineException {
        check(file);
        for (double share : new double[] {0, 0.5, 1}) {
            if (!progress.loaded(share)) {
                throw new EngineException("LOAD-STOPPED", "Loading was stopped; load the model again when you need it.");
            }
        }
        return remember(new ScriptedModel(script, capabilities, description(file.getFileName().toString(), size(file)),
                options.contextSize(), models::remove));
    }

    /** A model that needs no file. */
    public Model model(int contextSize) {
        return remember(new ScriptedModel(
                script, capabilities, description("scripted", 0), contextSize, models::remove));
    }

    @Override
    public void close() {
        models.forEach(ScriptedModel::close);
    }

    private Model remember(ScriptedModel model) {
        models.add(model);
        return model;
    }

    private static ModelDescription description(String name, long bytes) {
        // The vocabulary never changes, so that tokens of one scripted model are good for every other.
        return new ModelDescription(
                name, "scripted", "none", 0, TRAINED_CONTEXT, Vocabulary.size(), ChatStyle.CHATML, "scripted-1", bytes);
    }

    private static long size(Path file) throws EngineException {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new EngineException("MODEL-UNREADABLE", "The model file " + file + " cannot be read.", e);
        }
    }
}
