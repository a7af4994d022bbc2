package dev.longhand.core.schema;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Schemas of every kind, one in another, with references to a leaf and to a tree. */
public final class RandomSchemas {
    private RandomSchemas() {}

    public static Arbitrary<SchemaDocument> all() {
        return schema(3).map(root -> new SchemaDocument(root, Map.of(
                "leaf", new JsonSchema.Whole(OptionalLong.of(-3), OptionalLong.of(12)),
                "tree", new JsonSchema.Members(List.of(
                        new JsonSchema.Property("name", new JsonSchema.Text(0, OptionalInt.of(4)), true),
                        new JsonSchema.Property(
                                "under", new JsonSchema.Array(new JsonSchema.Reference("tree"), 0, OptionalInt.of(2)), false))))));
    }

    private static Arbitrary<JsonSchema> schema(int depth) {
        Arbitrary<JsonSchema> plain = Arbitraries.oneOf(List.<Arbitrary<JsonSchema>>of(
                Arbitraries.of(new JsonSchema.Null(), new JsonSchema.Bool(), new JsonSchema.Reference("leaf"),
                        new JsonSchema.Reference("tree"), new JsonSchema.Text(0, OptionalInt.empty())),
                Combinators.combine(Arbitraries.integers().between(0, 9), Arbitraries.integers().between(0, 9))
                        .as((least, more) -> new JsonSchema.Text(least, OptionalInt.of(least + more))),
                Combinators.combine(Arbitraries.longs().between(-2_000, 2_000), Arbitraries.longs().between(0, 3_000))
                        .as((least, more) -> JsonSchema.Whole.between(least, least + more)),
                Combinators.combine(Arbitraries.longs().between(-30, 30), Arbitraries.longs().between(0, 60))
                        .as((least, more) -> new JsonSchema.Real(OptionalLong.of(least), OptionalLong.of(least + more))),
                Arbitraries.longs().between(-1_000_000, 1_000_000).flatMap(limit -> Arbitraries.of(
                        new JsonSchema.Whole(OptionalLong.of(limit), OptionalLong.empty()),
                        new JsonSchema.Whole(OptionalLong.empty(), OptionalLong.of(limit)),
                        new JsonSchema.Real(OptionalLong.of(limit), OptionalLong.empty()),
                        new JsonSchema.Real(OptionalLong.empty(), OptionalLong.of(limit)),
                        new JsonSchema.Whole(OptionalLong.empty(), OptionalLong.empty()),
                        new JsonSchema.Real(OptionalLong.empty(), OptionalLong.empty()))),
                Arbitraries.strings().ofMaxLength(6).list().ofMinSize(1).ofMaxSize(3)
                        .map(texts -> new JsonSchema.Values(
                                texts.stream().<JsonValue>map(JsonValue.Text::new).toList())),
                Arbitraries.of("^[A-Z][a-z ]{2,5}$", "^\\d{4}-\\d{2}$", "^[^a-z\"]+x?$", "^\\w*\\.[\\n\\\\\"]$", "^水.{0,3}$")
                        .map(pattern -> new JsonSchema.Fitting(TextPattern.parse(pattern))),
                Arbitraries.strings().withChars("ab").ofMaxLength(4).set().ofMaxSize(6)
                        .map(texts -> new JsonSchema.Fitting(TextPattern.parse("^[ab]{0,4}$"), without(texts)))));
        if (depth == 0) {
            return plain;
        }
        Arbitrary<JsonSchema> inner = schema(depth - 1);
        return Arbitraries.oneOf(List.<Arbitrary<JsonSchema>>of(
                plain,
                Combinators.combine(inner, Arbitraries.integers().between(0, 3), Arbitraries.integers().between(-1, 3))
                        .as((element, least, more) -> new JsonSchema.Array(
                                element, least, more < 0 ? OptionalInt.empty() : OptionalInt.of(least + more))),
                inner.list().ofMinSize(1).ofMaxSize(3).map(JsonSchema.AnyOf::new),
                Combinators.combine(inner, Arbitraries.of(true, false)).as(Map::entry).list().ofMaxSize(4).map(list ->
                        new JsonSchema.Members(IntStream.range(0, list.size())
                                .mapToObj(i -> new JsonSchema.Property(
                                        "p\"" + i, list.get(i).getKey(), list.get(i).getValue()))
                                .toList()))));
    }

    /** Something must be left. */
    private static Set<String> without(Set<String> texts) {
        Set<String> some = new HashSet<>(texts);
        some.remove("a");
        return some;
    }
}
