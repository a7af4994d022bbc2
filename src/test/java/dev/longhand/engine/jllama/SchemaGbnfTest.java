package dev.longhand.engine.jllama;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhand.core.document.Language;
import dev.longhand.core.drafting.OutlineSchema;
import dev.longhand.core.engine.GenerationRequest;
import dev.longhand.core.engine.GenerationResult;
import dev.longhand.core.engine.LoadOptions;
import dev.longhand.core.engine.LoadProgress;
import dev.longhand.core.engine.LoopRule;
import dev.longhand.core.engine.Model;
import dev.longhand.core.engine.PromptPart;
import dev.longhand.core.engine.Sampling;
import dev.longhand.core.engine.Session;
import dev.longhand.core.engine.StopRules;
import dev.longhand.core.schema.JsonSchema;
import dev.longhand.core.schema.RandomSchemas;
import dev.longhand.core.schema.SchemaCheck;
import dev.longhand.core.schema.SchemaDocument;
import dev.longhand.core.schema.SchemaGrammar;
import dev.longhand.core.schema.SchemaReader;
import dev.longhand.engine.Gbnf;
import dev.longhand.project.JsonText;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The grammars that are made of schemas are grammars to this engine, and models held to them keep the schemas. */
class SchemaGbnfTest {
    private static final Path PRACTICE_MODEL = Path.of("samples/practice-model/longhand-practice.gguf");

    @Property(tries = 300)
    void everyGrammarIsAccepted(@ForAll("schemas") SchemaDocument schema) {
        assertThat(Gbnf.isValid(SchemaGrammar.of(schema))).isTrue();
        assertThat(Gbnf.isValid(SchemaGrammar.goingOn(schema, ", ", 3, "]}"))).isTrue();
    }

    @Provide
    Arbitrary<SchemaDocument> schemas() {
        return RandomSchemas.all();
    }

    @Test
    void theGrammarsOfOutlinesAreAccepted() {
        for (Language language : Language.values()) {
            OutlineSchema schema = OutlineSchema.of(language, new JsonText());
            assertThat(Gbnf.isValid(SchemaGrammar.of(schema.section()))).isTrue();
        }
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void aModelHeldToASchemaKeepsIt() throws Exception {
        SchemaDocument schema = SchemaReader.read(new JsonText().read("""
                {"type": "object", "required": ["name", "kind", "parts"], "properties": {
                  "name": {"type": "string", "minLength": 3, "maxLength": 30},
                  "kind": {"enum": ["pump", "水泵", 7, null, {"a": [true]}]},
                  "weight": {"type": "number", "minimum": -2, "maximum": 150},
                  "parts": {"type": "array", "minItems": 2, "maxItems": 4, "items": {"anyOf": [
                    {"type": "integer", "minimum": 12, "maximum": 345},
                    {"type": "string", "pattern": "^[A-Z][a-z]{2,9}$", "not": {"enum": ["The", "Pump"]}}]}}}}
                """));
        try (JllamaEngine engine = new JllamaEngine();
                Model model = engine.load(PRACTICE_MODEL, LoadOptions.context(2_048), LoadProgress.SILENT);
                Session session = model.open(2_048)) {
            for (int seed = 1; seed <= 10; seed++) {
                String text = write(session, schema, seed, 400).text();
                assertThat(SchemaCheck.problem(schema, new JsonText().read(text))).as(text).isEmpty();
            }
        }
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void countingToTheMostIsNotSlow() throws Exception {
        SchemaDocument counted = SchemaDocument.of(
                new JsonSchema.Text(SchemaGrammar.MOST_COUNTED, OptionalInt.of(SchemaGrammar.MOST_COUNTED)));
        SchemaDocument free = SchemaDocument.of(new JsonSchema.Text(0, OptionalInt.empty()));
        try (JllamaEngine engine = new JllamaEngine();
                Model model = engine.load(PRACTICE_MODEL, LoadOptions.context(2_048), LoadProgress.SILENT);
                Session session = model.open(2_048)) {
            write(session, free, 1, 20);
            GenerationResult result = write(session, counted, 1, 60);
            assertThat(result.usage().generated().value()).isEqualTo(60);
            // Some 10 ms with the model alone; a grammar that counts badly takes seconds for one token.
            assertThat(result.timings().generationMillis() / 60).isLessThan(500);
        }
    }

    private static GenerationResult write(Session session, SchemaDocument schema, long seed, int most)
            throws InterruptedException {
        GenerationRequest request = GenerationRequest.of(
                        List.<PromptPart>of(new PromptPart.Text("A pump. As JSON: ")),
                        Sampling.STANDARD, seed, StopRules.limit(most).withLoops(LoopRule.OFF))
                .withGrammar(SchemaGrammar.of(schema));
        return session.generate(request, result -> {}).await();
    }
}
