package dev.longhand.project.format;

import dev.longhand.project.state.ContentHash;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The members of a JSON object, each asked for by its name and type. What is absent, of another type or out of range
 * is refused with its full name, such as {@code chunks[3].place.start}; what nobody asks for does not matter.
 */
final class Fields {
    private final @Nullable Fields parent;
    private final String name;
    /** In the list of that name; -1 if it is no list. */
    private final int index;

    private final JsonTree.Members members;

    private Fields(@Nullable Fields parent, String name, int index, JsonTree.Members members) {
        this.parent = parent;
        this.name = name;
        this.index = index;
        this.members = members;
    }

    static Fields of(JsonTree.Members members) {
        return new Fields(null, "", -1, members);
    }

    boolean has(String member) {
        return members.values().containsKey(member);
    }

    String text(String member) throws FormatException {
        if (value(member) instanceof JsonTree.Text(String value)) {
            return value;
        }
        throw wrong(member, "must be a string");
    }

    Optional<String> optionalText(String member) throws FormatException {
        return has(member) ? Optional.of(text(member)) : Optional.empty();
    }

    boolean flag(String member) throws FormatException {
        if (value(member) instanceof JsonTree.Bool(boolean value)) {
            return value;
        }
        throw wrong(member, "must be true or false");
    }

    int whole(String member) throws FormatException {
        return whole(member, Integer.MIN_VALUE);
    }

    int whole(String member, int least) throws FormatException {
        return (int) whole(member, least, Integer.MAX_VALUE);
    }

    OptionalInt optionalWhole(String member, int least) throws FormatException {
        return has(member) ? OptionalInt.of(whole(member, least)) : OptionalInt.empty();
    }

    long wholeLong(String member, long least) throws FormatException {
        return whole(member, least, Long.MAX_VALUE);
    }

    private long whole(String member, long least, long most) throws FormatException {
        if (value(member) instanceof JsonTree.Number(String digits)) {
            try {
                long number = Long.parseLong(digits);
                if (number >= least && number <= most) {
                    return number;
                }
            } catch (NumberFormatException notWhole) {
                // The sentence below says what it must be.
            }
        }
        throw wrong(member, "must be a whole number from " + least + " to " + most);
    }

    /** A number that is neither infinite nor NaN. */
    double real(String member) throws FormatException {
        if (value(member) instanceof JsonTree.Number(String digits)) {
            double number = Double.parseDouble(digits);
            if (Double.isFinite(number)) {
                return number;
            }
        }
        throw wrong(member, "must be a number that is not too large");
    }

    <E extends Enum<E>> E name(String member, Class<E> names) throws FormatException {
        String text = text(member);
        try {
            return Enum.valueOf(names, text);
        } catch (IllegalArgumentException unknown) {
            throw unknown(member, text);
        }
    }

    <E extends Enum<E>> Optional<E> optionalName(String member, Class<E> names) throws FormatException {
        return has(member) ? Optional.of(name(member, names)) : Optional.empty();
    }

    ContentHash hash(String member) throws FormatException {
        String text = text(member);
        if (!text.matches("[0-9a-f]{64}")) {
            throw wrong(member, "must be a SHA-256, 64 lower-case hexadecimal digits");
        }
        return new ContentHash(text);
    }

    List<String> texts(String member) throws FormatException {
        List<String> texts = new ArrayList<>();
        for (JsonTree element : elements(member, "must be a list of strings")) {
            if (!(element instanceof JsonTree.Text(String value))) {
                throw wrong(member, "must be a list of strings");
            }
            texts.add(value);
        }
        return texts;
    }

    /** A list of whole numbers from 0; the array is not to be changed. */
    int[] ints(String member) throws FormatException {
        JsonTree value = value(member);
        if (value instanceof JsonTree.Elements(List<JsonTree> values) && values.isEmpty()) {
            return new int[0];
        }
        boolean valid = value instanceof JsonTree.Ints;
        int[] ints = value instanceof JsonTree.Ints(int[] values) ? values : new int[0];
        for (int number : ints) {
            valid &= number >= 0;
        }
        if (!valid) {
            throw wrong(member, "must be a list of whole numbers from 0 to " + Integer.MAX_VALUE);
        }
        return ints;
    }

    Fields object(String member) throws FormatException {
        if (value(member) instanceof JsonTree.Members object) {
            return new Fields(this, member, -1, object);
        }
        throw wrong(member, "must be an object");
    }

    List<Fields> objects(String member) throws FormatException {
        List<Fields> objects = new ArrayList<>();
        for (JsonTree element : elements(member, "must be a list of objects")) {
            if (!(element instanceof JsonTree.Members object)) {
                throw wrong(member, "must be a list of objects");
            }
            objects.add(new Fields(this, member, objects.size(), object));
        }
        return objects;
    }

    /** What {@code maker} makes of these members, whose types check their own rules. */
    <T> T made(Supplier<T> maker) throws FormatException {
        try {
            return maker.get();
        } catch (IllegalArgumentException refused) {
            String why = String.valueOf(refused.getMessage());
            throw new FormatException((parent == null ? "It" : "The member " + path()) + " is wrong: "
                    + (why.endsWith(".") ? why : why + "."));
        }
    }

    FormatException wrong(String member, String what) {
        return new FormatException("The member " + path(member) + " " + what + ".");
    }

    /** The member has a name for something that this version does not have. */
    FormatException unknown(String member, String value) {
        return wrong(member, "says " + FormatException.shown(value) + ", which is unknown");
    }

    private List<JsonTree> elements(String member, String what) throws FormatException {
        if (value(member) instanceof JsonTree.Elements(List<JsonTree> values)) {
            return values;
        }
        throw wrong(member, what);
    }

    private JsonTree value(String member) throws FormatException {
        JsonTree value = members.values().get(member);
        if (value == null) {
            throw wrong(member, "is missing");
        }
        return value;
    }

    private String path(String member) {
        return parent == null ? member : path() + "." + member;
    }

    private String path() {
        String self = index < 0 ? name : name + "[" + index + "]";
        return parent == null ? self : parent.path(self);
    }
}
