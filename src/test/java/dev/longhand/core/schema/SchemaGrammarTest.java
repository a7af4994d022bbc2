package dev.longhand.core.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longhand.project.JsonText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** What a grammar lets a model write, and that it keeps the schema. */
class SchemaGrammarTest {
    private static final JsonText JSON = new JsonText();

    @Property(tries = 400)
    void whateverTheGrammarLetsThroughKeepsTheSchema(@ForAll("schemas") SchemaDocument schema, @ForAll Random random)
            throws NotJsonException {
        GrammarWalk walk = new GrammarWalk(SchemaGrammar.of(schema), random);
        for (int i = 0; i < 20; i++) {
            String text = walk.text();
            assertThat(SchemaCheck.problem(schema, JSON.read(text))).as(text).isEmpty();
        }
    }

    @Provide
    Arbitrary<SchemaDocument> schemas() {
        return RandomSchemas.all();
    }

    /** All texts of a grammar whose texts are short, each met again and again. */
    private static Set<String> allOf(JsonSchema schema) {
        GrammarWalk walk = new GrammarWalk(SchemaGrammar.of(SchemaDocument.of(schema)), new Random(1));
        return IntStream.range(0, 40_000).mapToObj(i -> walk.text()).collect(Collectors.toSet());
    }

    @Test
    void everyNumberOfARangeCanBeWritten() {
        for (long[] range : new long[][] {{0, 0}, {0, 9}, {7, 12}, {80, 500}, {-5, 5}, {-120, -98}, {99, 101}, {10, 10}}) {
            Set<String> expected = new HashSet<>();
            for (long n = range[0]; n <= range[1]; n++) {
                expected.add(Long.toString(n));
            }
            assertThat(allOf(JsonSchema.Whole.between(range[0], range[1]))).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @Test
    void optionalMembersComeInTheirOrderOrNotAtAll() {
        List<JsonSchema.Property> properties = new ArrayList<>();
        for (String name : List.of("a", "b", "c")) {
            properties.add(new JsonSchema.Property(name, new JsonSchema.Null(), name.equals("b")));
        }
        assertThat(allOf(new JsonSchema.Members(properties)))
                .containsExactlyInAnyOrder(
                        "{\"b\": null}", "{\"a\": null, \"b\": null}", "{\"b\": null, \"c\": null}",
                        "{\"a\": null, \"b\": null, \"c\": null}");
    }

    @Test
    void whatIsExcludedCannotBeWrittenAndAllElseCan() {
        JsonSchema.Fitting schema = new JsonSchema.Fitting(
                TextPattern.parse("^[ab][ab]{0,2}$"), Set.of("a", "ab", "bab", "bb", "never"));
        assertThat(allOf(schema)).containsExactlyInAnyOrder(
                "\"b\"", "\"aa\"", "\"ba\"", "\"aaa\"", "\"aab\"", "\"aba\"", "\"abb\"", "\"baa\"", "\"bba\"", "\"bbb\"");
    }

    @Test
    void aListGoesOnWithACommaAndIsClosed() {
        SchemaDocument element = SchemaDocument.of(new JsonSchema.Null());
        assertThat(new GrammarWalk(SchemaGrammar.goingOn(element, ", ", 2, "]}"), new Random(1)).text())
                .isEqualTo(", null, null]}");
    }

    @Test
    void itDoesNotCountFurtherThanIsFast() {
        SchemaDocument schema = SchemaDocument.of(new JsonSchema.Text(0, OptionalInt.of(SchemaGrammar.MOST_COUNTED + 1)));
        assertThatThrownBy(() -> SchemaGrammar.of(schema)).isInstanceOf(IllegalArgumentException.class);
    }
}
