package dev.longhand.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GbnfTest {
    @ParameterizedTest
    @ValueSource(strings = {
        "root ::= \"a\"",
        "root::=\"a\"|\"b\"",
        "# a comment\nroot ::= item+ # another\n\nitem ::= [a-z0-9-]* \"\\n\"\n",
        "root ::= (\n  \"a\" | b\n) b\nb ::= \"\\u6c34\" | [^\\]\\x41-\\x5A] | .",
        "root ::= \"a\"{2} \"b\"{2,} \"c\"{0,3}",
        "root ::= pair\npair ::= \"(\" pair \")\" | \"\"",
        "root ::= \"\" | \"a\" root",
        "root ::= \"水\"",
        "root ::= a\na ::= \"x\" a | \"y\""
    })
    void takesGrammars(String grammar) {
        assertThat(Gbnf.isValid(grammar)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "",
        "no rule at all",
        "other ::= \"a\"",
        "root ::= \"open",
        "root ::= [a-z",
        "root ::= (\"a\"",
        "root ::= \"a\")",
        "root ::= \"\\q\"",
        "root ::= \"\\u12\"",
        "root ::= \"\\",
        "root ::= missing",
        "root ::= *",
        "root ::= \"a\"{",
        "root ::= \"a\"{3,1}",
        "root ::= \"a\"{999999999999}",
        "root ::= root \"a\"",
        "root ::= a\na ::= \"\" root",
        "root ::= \"x\"? root",
        "root ::= = \"a\"",
        "::= \"a\""
    })
    void refusesWhatTheLibraryWouldIgnore(String grammar) {
        assertThat(Gbnf.isValid(grammar)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 100_000})
    void refusesBracketsThatWouldExhaustTheStack(int depth) {
        assertThat(Gbnf.isValid("root ::= " + "(".repeat(depth) + "\"a\"" + ")".repeat(depth))).isFalse();
    }
}
