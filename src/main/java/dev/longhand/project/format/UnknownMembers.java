package dev.longhand.project.format;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The members of a file that this version does not know, at every level. They are written again where they stood: in
 * the object of the same name, of a chunk in that of the same id, of a section in that of the same heading. What stood
 * in an object that is gone goes with it. Immutable.
 */
public final class UnknownMembers {
    public static final UnknownMembers NONE = new UnknownMembers(Map.of(), Map.of());

    /** What tells one object of a list from another. */
    private static final List<String> IDENTITIES = List.of("id", "heading");

    private final Map<String, JsonTree> members;
    /** By the known member's name, and of an object in a list by what tells it from the others. */
    private final Map<String, UnknownMembers> inside;

    private UnknownMembers(Map<String, JsonTree> members, Map<String, UnknownMembers> inside) {
        this.members = members;
        this.inside = inside;
    }

    /**
     * What is in {@code read} only.
     *
     * @param known what this version understood of it, written again: the same objects in the same order
     */
    static UnknownMembers of(JsonTree.Members read, JsonTree.Members known) {
        Map<String, JsonTree> members = new LinkedHashMap<>();
        Map<String, UnknownMembers> inside = new LinkedHashMap<>();
        read.values().forEach((name, value) -> {
            JsonTree understood = known.values().get(name);
            if (understood == null) {
                members.put(name, value);
            } else {
                within(value, understood).ifPresent(unknown -> inside.put(name, unknown));
            }
        });
        return new UnknownMembers(members, inside);
    }

    private static Optional<UnknownMembers> within(JsonTree read, JsonTree known) {
        UnknownMembers unknown = NONE;
        if (read instanceof JsonTree.Members object && known instanceof JsonTree.Members understood) {
            unknown = of(object, understood);
        } else if (read instanceof JsonTree.Elements(var values) && known instanceof JsonTree.Elements(var understood)) {
            Map<String, UnknownMembers> elements = new LinkedHashMap<>();
            Map<String, Integer> seen = new HashMap<>();
            for (int i = 0; i < understood.size(); i++) {
                String identity = identity(understood.get(i), seen);
                within(values.get(i), understood.get(i)).ifPresent(found -> elements.put(identity, found));
            }
            unknown = new UnknownMembers(Map.of(), elements);
        }
        return unknown.members.isEmpty() && unknown.inside.isEmpty() ? Optional.empty() : Optional.of(unknown);
    }

    /** {@code object} with these members behind its own. */
    JsonTree.Members joinedTo(JsonTree.Members object) {
        JsonTree.Builder joined = JsonTree.Members.with();
        object.values().forEach((name, value) -> joined.member(name, joined(name, value)));
        members.forEach((name, value) -> {
            if (!object.values().containsKey(name)) {
                joined.member(name, value);
            }
        });
        return joined.build();
    }

    private JsonTree joined(String name, JsonTree value) {
        UnknownMembers unknown = inside.get(name);
        if (unknown == null) {
            return value;
        }
        if (value instanceof JsonTree.Members object) {
            return unknown.joinedTo(object);
        }
        if (value instanceof JsonTree.Elements(var values)) {
            Map<String, Integer> seen = new HashMap<>();
            return new JsonTree.Elements(
                    values.stream().map(element -> unknown.joined(identity(element, seen), element)).toList());
        }
        return value;
    }

    /** What tells an element of a list from the others; where two have the same, the first from the second. */
    private static String identity(JsonTree element, Map<String, Integer> seen) {
        String identity = "";
        if (element instanceof JsonTree.Members(var members)) {
            identity = IDENTITIES.stream()
                    .filter(members::containsKey)
                    .map(name -> name + " " + members.get(name))
                    .findFirst()
                    .orElse("");
        }
        return identity + " " + seen.merge(identity, 1, Integer::sum);
    }
}
