package dev.longhand.cli;

import dev.longhand.core.engine.Engine;
import dev.longhand.core.engine.EngineException;
import dev.longhand.core.engine.LoadOptions;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The engines that the program has, by the names that can be typed. Immutable.
 *
 * @param automatic names to choose from where none was typed, the best first
 * @param all what opens each engine
 * @param wanted the name that was typed, if one was
 * @param natives the folder of native libraries that was typed, if one was
 * @param threads processor threads for models; 0 lets the engine choose
 * @param kv how models store keys and values
 */
public record Engines(
        List<String> automatic,
        Map<String, Opening> all,
        Optional<String> wanted,
        Optional<Path> natives,
        int threads,
        LoadOptions.Kv kv) {
    /** What is typed for the automatic choice. */
    static final String AUTOMATIC = "auto";

    private static final Logger LOGGER = System.getLogger(Engines.class.getName());

    /** Opens an engine. */
    @FunctionalInterface
    public interface Opening {
        /**
         * @param natives the folder of native libraries that was typed, if one was
         * @throws EngineException if the engine cannot be used here
         */
        Engine open(Optional<Path> natives) throws EngineException;
    }

    public Engines {
        automatic = List.copyOf(automatic);
        all = new LinkedHashMap<>(all);
    }

    public Engines(List<String> automatic, Map<String, Opening> all) {
        this(automatic, all, Optional.empty(), Optional.empty(), 0, LoadOptions.Kv.F16);
    }

    /** One engine that is always taken, and others that are only taken when they are named. */
    static Engines of(String name, Supplier<Engine> usual, Map<String, Supplier<Engine>> others) {
        Map<String, Opening> all = new LinkedHashMap<>();
        all.put(name, _ -> usual.get());
        others.forEach((other, engine) -> all.put(other, _ -> engine.get()));
        return new Engines(List.of(name), all);
    }

    /** The same engines with so many processor threads. */
    Engines withThreads(int number) {
        return new Engines(automatic, all, wanted, natives, number, kv);
    }

    /** The same engines, storing keys and values in this way. */
    Engines withKv(LoadOptions.Kv type) {
        return new Engines(automatic, all, wanted, natives, threads, type);
    }

    /** @throws BadInput if there is no engine of that name */
    Engines choosing(Optional<String> name, Optional<Path> folder) throws BadInput {
        if (name.isPresent() && !name.get().equals(AUTOMATIC) && !all.containsKey(name.get())) {
            List<String> names = new ArrayList<>(List.of(AUTOMATIC));
            names.addAll(all.keySet());
            throw new BadInput("--engine must be " + String.join(", ", names.subList(0, names.size() - 1)) + " or "
                    + names.getLast() + ", not “" + name.get() + "”.");
        }
        return new Engines(automatic, all, name.filter(typed -> !typed.equals(AUTOMATIC)), folder, threads, kv);
    }

    /**
     * Opens the engine that was typed; otherwise the best that can be used here.
     *
     * @throws BadInput if what was typed cannot be used
     * @throws EngineException if nothing can
     */
    ChosenEngine get() throws BadInput, EngineException {
        if (wanted.isPresent() || natives.isPresent()) {
            try {
                String name = wanted.orElse(automatic.getFirst());
                return new ChosenEngine(opening(name).open(natives), "as asked", threads, kv);
            } catch (EngineException refused) {
                LOGGER.log(Level.INFO, "The engine that was asked for is not used", refused);
                throw new BadInput(refused.sentence());
            }
        }
        return best();
    }

    private ChosenEngine best() throws EngineException {
        String why = "automatic";
        for (String name : automatic.subList(0, automatic.size() - 1)) {
            try {
                return new ChosenEngine(opening(name).open(Optional.empty()), why, threads, kv);
            } catch (EngineException refused) {
                LOGGER.log(Level.INFO, "The engine " + name + " is not used", refused);
                why = "automatic, for " + name + " cannot be used: " + refused.sentence();
            }
        }
        return new ChosenEngine(opening(automatic.getLast()).open(Optional.empty()), why, threads, kv);
    }

    private Opening opening(String name) throws EngineException {
        Opening opening = all.get(name);
        if (opening == null) {
            throw new EngineException("ENGINE-ABSENT", "There is no engine " + name + "; choose another one.");
        }
        return opening;
    }
}
