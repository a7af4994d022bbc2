package dev.longhand.model;

import dev.longhand.model.GgufReader.Quoted;
import dev.longhand.model.GgufValue.Whole;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A model that may lie in several files, as llama.cpp's {@code gguf-split} writes them: {@code NAME-00001-of-00003.gguf}
 * and so on, side by side. All parts are checked, for a native library will map them all.
 */
final class GgufSplit {
    private static final Pattern PART_NAME = Pattern.compile("(.*)-(\\d{5})-of-(\\d{5})\\.gguf");
    private static final int MOST_PARTS = 1_000;
    private static final int MOST_TENSORS = 1 << 17;

    private GgufSplit() {}

    /** The parts of a model, in order; of most models there is one. */
    static List<GgufPart> read(Path file) throws IOException, ModelFileException {
        GgufPart first = part(file);
        long count = number(first.metadata(), "split.count", 1);
        if (count == 0 || count == 1) {
            return List.of(first);
        }
        if (count < 0 || count > MOST_PARTS) {
            throw GgufInput.broken("it says to be one of " + count + " parts");
        }
        List<GgufPart> parts = new ArrayList<>(List.of(first));
        String stem = stem(file, first, (int) count);
        for (int number = 2; number <= count; number++) {
            parts.add(part(file.resolveSibling(name(stem, number, (int) count)), number, (int) count));
        }
        checkTogether(parts);
        return parts;
    }

    /**
     * The files of a model that {@link #read} has read, in order.
     *
     * @param parts how many it has
     */
    static List<Path> files(Path first, int parts) {
        Matcher name = PART_NAME.matcher(String.valueOf(first.getFileName()));
        if (parts == 1 || !name.matches()) {
            return List.of(first);
        }
        return IntStream.rangeClosed(1, parts)
                .mapToObj(number -> first.resolveSibling(name(name.group(1), number, parts)))
                .toList();
    }

    /** What all parts' names begin with. */
    private static String stem(Path file, GgufPart part, int count) throws ModelFileException {
        Matcher name = PART_NAME.matcher(String.valueOf(file.getFileName()));
        long number = number(part.metadata(), "split.no", 0) + 1;
        if (!name.matches() || Integer.parseInt(name.group(3)) != count || Integer.parseInt(name.group(2)) != number) {
            throw new ModelFileException(
                    "MODEL-PART-NAME",
                    "The model file is part " + number + " of " + count + " and its name does not say so; give it back"
                            + " the name that it was published under, ending in "
                            + name("", (int) Math.clamp(number, 1, count), count) + ".");
        }
        if (number != 1) {
            throw new ModelFileException(
                    "MODEL-PART",
                    "This is part " + number + " of " + count + " of a model; name the first part, "
                            + Quoted.of(name(name.group(1), 1, count)) + ".");
        }
        return name.group(1);
    }

    private static GgufPart part(Path file, int number, int count) throws IOException, ModelFileException {
        String name = Quoted.of(String.valueOf(file.getFileName()));
        if (!Files.isRegularFile(file)) {
            throw new ModelFileException(
                    "MODEL-PART-MISSING",
                    "The model is in " + count + " parts and part " + number + " is missing; put " + name
                            + " beside the first part.");
        }
        try {
            GgufPart part = part(file);
            if (number(part.metadata(), "split.count", 1) != count
                    || number(part.metadata(), "split.no", 0) + 1 != number) {
                throw GgufInput.broken("it is not part " + number + " of " + count);
            }
            return part;
        } catch (ModelFileException e) {
            throw new ModelFileException(e.code(), "In the part " + name + ": " + e.sentence(), e);
        }
    }

    private static void checkTogether(List<GgufPart> parts) throws ModelFileException {
        Set<String> names = new HashSet<>();
        long tensors = 0;
        for (GgufPart part : parts) {
            tensors += part.tensors().size();
            if (tensors > MOST_TENSORS) {
                throw GgufInput.broken("its parts have " + tensors + " tensors and more");
            }
            for (GgufTensor tensor : part.tensors()) {
                if (!names.add(tensor.name())) {
                    throw GgufInput.broken("the tensor " + Quoted.of(tensor.name()) + " stands in two of its parts");
                }
            }
        }
        long announced = number(parts.getFirst().metadata(), "split.tensors.count", tensors);
        if (announced != tensors) {
            throw GgufInput.broken("it announces " + announced + " tensors and its parts have " + tensors);
        }
    }

    private static GgufPart part(Path file) throws IOException, ModelFileException {
        try (FileChannel channel = FileChannel.open(file)) {
            return new GgufReader(new GgufInput(channel)).read();
        }
    }

    private static String name(String stem, int number, int count) {
        return "%s-%05d-of-%05d.gguf".formatted(stem, number, count);
    }

    private static long number(Map<String, GgufValue> metadata, String key, long otherwise) {
        return metadata.get(key) instanceof Whole(long value) ? value : otherwise;
    }
}
