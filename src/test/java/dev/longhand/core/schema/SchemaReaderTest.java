package dev.longhand.core.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longhand.project.JsonText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which JSON schemas are read, what they then allow, and what is refused by name. */
class SchemaReaderTest {
    private static SchemaDocument read(String schema) throws Exception {
        return SchemaReader.read(new JsonText().read(schema.replace('\'', '"')));
    }

    private static boolean allows(String schema, String value) throws Exception {
        SchemaDocument read = read(schema);
        SchemaGrammar.of(read);
        return SchemaCheck.problem(read, new JsonText().read(value.replace('\'', '"'))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', value = {
        "{'type': 'null'} ~ null ~ 0",
        "{'type': 'boolean'} ~ true ~ 'true'",
        "{'type': 'string', 'minLength': 2, 'maxLength': 3} ~ '水🌱' ~ '水'",
        "{'type': 'string', 'pattern': '^[a-c]{2}$'} ~ 'ab' ~ 'abc'",
        "{'type': 'string', 'pattern': '^[a-c]{2}$', 'not': {'enum': ['ab']}} ~ 'ac' ~ 'ab'",
        "{'type': 'integer', 'minimum': 2, 'exclusiveMaximum': 5} ~ 4.0 ~ 5",
        "{'type': 'integer'} ~ -7 ~ 1.5",
        "{'type': 'number', 'maximum': 1} ~ 0.25 ~ 1.01",
        "{'type': 'array', 'items': {'type': 'null'}, 'minItems': 1, 'maxItems': 2} ~ [null] ~ []",
        "{'type': 'object', 'properties': {'a': {'type': 'null'}}, 'required': ['a']} ~ {'a': null} ~ {}",
        "{'type': 'object', 'properties': {'a': {'type': 'null'}}} ~ {} ~ {'b': null}",
        "{'enum': [1, 'a', {'x': [2]}]} ~ {'x': [2.0]} ~ 2",
        "{'const': 'a', 'type': 'string', 'title': 'passed over'} ~ 'a' ~ 'b'",
        "{'type': ['string', 'null'], 'maxLength': 1} ~ null ~ 'ab'",
        "{'anyOf': [{'type': 'null'}, {'type': 'integer', 'minimum': 3}]} ~ 3 ~ 2",
        "{'oneOf': [{'type': 'null'}, {'type': 'string'}]} ~ 'a' ~ 1",
        "{'$defs': {'t': {'type': 'array', 'items': {'$ref': '#/$defs/t'}}}, '$ref': '#/$defs/t'} ~ [[], [[]]] ~ [1]",
    })
    void coversWhatDocumentsUse(String schema, String allowed, String refused) throws Exception {
        assertThat(allows(schema, allowed)).isTrue();
        assertThat(allows(schema, refused)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', value = {
        "{'type': 'object', 'properties': {'a': {'type': 'string', 'format': 'date'}}} ~ “format” at #/properties/a",
        "{'type': 'array', 'items': {'type': 'null'}, 'uniqueItems': true} ~ “uniqueItems” at #",
        "{'type': 'array'} ~ “items” at #",
        "{'type': 'array', 'items': {'type': 'array', 'items': {}}} ~ “type” at #/items/items",
        "{'type': 'array', 'items': true} ~ “type” at #/items",
        "{'type': 'object', 'properties': {}, 'minProperties': 1} ~ “minProperties” at #",
        "{'type': 'object', 'additionalProperties': {'type': 'null'}} ~ “additionalProperties” at #",
        "{'type': 'object'} ~ “additionalProperties” at #",
        "{'type': 'object', 'properties': {'a': {'type': 'null'}}, 'required': ['b']} ~ “required” at #",
        "{'type': 'integer', 'multipleOf': 5} ~ “multipleOf” at #",
        "{'type': 'number', 'minimum': 0.5} ~ “minimum” at #",
        "{'type': 'number', 'exclusiveMinimum': 0} ~ “exclusiveMinimum” at #",
        "{'type': 'integer', 'minimum': 5, 'maximum': 4} ~ “maximum” at #",
        "{'type': 'string', 'maxLength': 1001} ~ “maxLength” at #",
        "{'type': 'string', 'minLength': -1} ~ “minLength” at #",
        "{'type': 'string', 'minLength': 3, 'maxLength': 2} ~ “maxLength” at #",
        "{'type': 'string', 'pattern': '(a|b)'} ~ “pattern” at #",
        "{'type': 'string', 'pattern': '^(a|b)$'} ~ “pattern” at #",
        "{'type': 'string', 'pattern': '^a{2000}$'} ~ “pattern” at #",
        "{'type': 'string', 'pattern': '^a$', 'maxLength': 2} ~ “pattern” at #",
        "{'type': 'string', 'pattern': '^a*b*$', 'not': {'enum': ['a']}} ~ “not” at #",
        "{'type': 'string', 'not': {'enum': ['a']}} ~ “not” at #",
        "{'allOf': [{'type': 'null'}]} ~ “allOf” at #",
        "{'anyOf': [{'type': 'null'}, {'if': {}}]} ~ “if” at #/anyOf/1",
        "{'anyOf': []} ~ “anyOf” at #",
        "{'anyOf': [{'type': 'null'}], 'type': 'null'} ~ “type” at #",
        "{'oneOf': [{'type': 'integer'}, {'type': 'number'}]} ~ “oneOf” at #",
        "{'enum': []} ~ “enum” at #",
        "{'enum': [1], 'type': 'string'} ~ “enum” at #",
        "{'type': 'text'} ~ “type” at #",
        "{'$ref': '#/$defs/a'} ~ “$ref” at #",
        "{'$ref': 'other.json'} ~ “$ref” at #",
        "{'$defs': {'a': {'$ref': '#/$defs/a'}}, '$ref': '#/$defs/a'} ~ “$ref” at #/$defs/a",
        "{'$defs': {'a': {'anyOf': [{'$ref': '#/$defs/a'}, {'type': 'null'}]}}, 'type': 'null'} ~ “$ref” at #/$defs/a",
        "{'$defs': {'a': {'type': 'array', 'minItems': 1, 'items': {'$ref': '#/$defs/a'}}}, 'type': 'null'} ~ “$ref” at #/$defs/a",
    })
    void saysPlainlyWhatItDoesNotCover(String schema, String named) {
        assertThatThrownBy(() -> read(schema))
                .isInstanceOfSatisfying(UncoveredSchemaException.class, refused ->
                        assertThat(refused.sentence()).contains(named + " ").endsWith(".").hasLineCount(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"^\\d+(a)$", "a", "^a", "^[z-a]$", "^[a$", "^a{3,2}$", "^a**$", "^\\bq$", "^\\u12$", "^[]$", "^a{9999999}$"})
    void patternsThatAreNotCoveredAreRefused(String pattern) {
        assertThatThrownBy(() -> TextPattern.parse(pattern)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void jsonIsReadStrictly() throws Exception {
        JsonText json = new JsonText();
        for (String text : new String[] {"", "{", "[1,]", "{\"a\":1,\"a\":2}", "1 2", "nul", "'a'", "[".repeat(200), "\"\n\"",
            "1e9999999999999", "\uFFFD", "{\"a\""}) {
            assertThatThrownBy(() -> json.read(text))
                    .as(text)
                    .isInstanceOfSatisfying(NotJsonException.class, e -> assertThat(e.sentence()).hasLineCount(1).endsWith("."));
        }
        assertThat(json.read(" {\"a\": [1.0, \"\\ud83c\\udf31\", null, true]} ").toJson())
                .isEqualTo("{\"a\": [1, \"🌱\", null, true]}");
    }
}
