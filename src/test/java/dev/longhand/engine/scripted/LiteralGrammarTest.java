package dev.longhand.engine.scripted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longhand.core.engine.EngineException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiteralGrammarTest {
    @Test
    void aLiteralHasOneText() throws Exception {
        assertThat(LiteralGrammar.textOf("root ::= \"a \\\"b\\\" \\\\ \\n\\t\\r \\x41 \\u6c34 \\U0001F331 水🌱\"\n"))
                .contains("a \"b\" \\ \n\t\r A 水 🌱 水🌱");
        assertThat(LiteralGrammar.textOf("root::=\"\"")).contains("");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "root ::= \"a\" \"b\"",
        "root ::= item+\nitem ::= \"- \" [^\\n\\]\"(]+ \"\\n\" # a (comment",
        "item ::= [a-z]\n root ::= (item | \"(\")*"
    })
    void othersAreLeftToTheScript(String grammar) throws Exception {
        assertThat(LiteralGrammar.textOf(grammar)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "",
        "text",
        "item ::= \"a\"",
        "root ::= \"a",
        "root ::= \"a\nb\"",
        "root ::= (\"a\"",
        "root ::= \"a\")",
        "root ::= [a-z",
        "root ::= \"\\q\"",
        "root ::= \"\\U00110000\""
    })
    void whatIsNoGrammarIsRefused(String grammar) {
        assertThatThrownBy(() -> LiteralGrammar.textOf(grammar))
                .isInstanceOfSatisfying(
                        EngineException.class, e -> assertThat(e.code()).isEqualTo("GRAMMAR"));
    }
}
