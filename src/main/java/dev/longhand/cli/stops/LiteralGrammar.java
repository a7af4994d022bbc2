package dev.longhand.cli.stops;

/** GBNF grammars that hold a model to one text, so that every model writes the same. */
final class LiteralGrammar {
    private LiteralGrammar() {}

    static String of(String text) {
        StringBuilder gbnf = new StringBuilder("root ::= \"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> gbnf.append('\\').append(c);
                case '\n' -> gbnf.append("\\n");
                case '\r' -> gbnf.append("\\r");
                case '\t' -> gbnf.append("\\t");
                default -> gbnf.append(c);
            }
        }
        return gbnf.append('"').toString();
    }
}
