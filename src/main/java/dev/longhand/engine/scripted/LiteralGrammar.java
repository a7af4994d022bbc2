package dev.longhand.engine.scripted;

import dev.longhand.core.engine.EngineException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one kind of GBNF grammar that the scripted engine can hold a text to: {@code root ::= "..."}, which has exactly
 * one text. Other grammars are left to the script, but checked for a root rule and for quotes and brackets that close.
 */
final class LiteralGrammar {
    private static final Pattern ROOT = Pattern.compile("(?m)^\\s*root\\s*::=");
    private static final Pattern LITERAL =
            Pattern.compile("\\s*root\\s*::=\\s*\"((?:[^\"\\\\\\n]|\\\\.)*)\"\\s*", Pattern.DOTALL);
    /** A string, a character class or a comment, inside which brackets mean nothing. */
    private static final Pattern QUOTED =
            Pattern.compile("\"(?:[^\"\\\\\\n]|\\\\.)*\"|\\[(?:[^\\]\\\\\\n]|\\\\.)*\\]|#[^\\n]*");
    private static final Pattern ESCAPE =
            Pattern.compile("\\\\(?:x(\\p{XDigit}{2})|u(\\p{XDigit}{4})|U(\\p{XDigit}{8})|(.))", Pattern.DOTALL);

    private LiteralGrammar() {}

    /**
     * The text of a literal grammar; empty for any other grammar.
     *
     * @throws EngineException if it is no grammar
     */
    static Optional<String> textOf(String gbnf) throws EngineException {
        Matcher literal = LITERAL.matcher(gbnf);
        if (literal.matches()) {
            return Optional.of(unescape(literal.group(1)));
        }
        if (!ROOT.matcher(gbnf).find() || !closes(QUOTED.matcher(gbnf).replaceAll(" "))) {
            throw invalid();
        }
        return Optional.empty();
    }

    private static boolean closes(String bare) {
        int open = 0;
        for (int i = 0; i < bare.length() && open >= 0; i++) {
            switch (bare.charAt(i)) {
                case '(' -> open++;
                case ')' -> open--;
                case '"', '[', ']' -> open = -1;
                default -> {}
            }
        }
        return open == 0;
    }

    private static String unescape(String literal) throws EngineException {
        Matcher escape = ESCAPE.matcher(literal);
        StringBuilder text = new StringBuilder();
        while (escape.find()) {
            escape.appendReplacement(text, Matcher.quoteReplacement(character(escape)));
        }
        return escape.appendTail(text).toString();
    }

    private static String character(Matcher escape) throws EngineException {
        for (int group = 1; group <= 3; group++) {
            if (escape.group(group) != null) {
                long code = Long.parseLong(escape.group(group), 16);
                if (code > Character.MAX_CODE_POINT) {
                    throw invalid();
                }
                return Character.toString((int) code);
            }
        }
        return switch (escape.group(4)) {
            case "n" -> "\n";
            case "r" -> "\r";
            case "t" -> "\t";
            case "\"", "\\", "[", "]" -> escape.group(4);
            default -> throw invalid();
        };
    }

    private static EngineException invalid() {
        return new EngineException("GRAMMAR", "The grammar is not valid GBNF; correct it or leave it out.");
    }
}
