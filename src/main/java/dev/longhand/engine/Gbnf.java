package dev.longhand.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Checks a GBNF grammar by the rules of llama.cpp's {@code llama-grammar.cpp}. Some versions of the library take a
 * grammar they cannot read for none at all, and then hold the text to nothing; and its parser's depth has no limit.
 */
public final class Gbnf {
    /** The library's parser calls itself for each bracket. */
    private static final int DEEPEST = 200;

    private final String text;
    private final Map<String, Node> rules = new HashMap<>();
    private int at;
    private int depth;

    private Gbnf(String text) {
        this.text = text;
    }

    /** Whether the library can hold a text to this grammar. */
    public static boolean isValid(String text) {
        Gbnf grammar = new Gbnf(text);
        try {
            grammar.readRules();
            return grammar.rules.containsKey("root") && grammar.allDefined() && !grammar.anyBeginsWithItself();
        } catch (Invalid e) {
            return false;
        }
    }

    private sealed interface Node {
        record Characters(boolean some) implements Node {}

        record Rule(String name) implements Node {}

        record Sequence(List<Node> nodes) implements Node {}

        record Choice(List<Node> nodes) implements Node {}

        record Maybe(Node node) implements Node {}
    }

    private static final class Invalid extends Exception {
        private static final long serialVersionUID = 1L;
    }

    private void readRules() throws Invalid {
        skipSpace(true);
        while (at < text.length()) {
            String name = name();
            skipSpace(false);
            expect("::=");
            skipSpace(true);
            Node body = choice(false);
            rules.merge(name, body, (one, other) -> new Node.Choice(List.of(one, other)));
            if (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
                throw new Invalid();
            }
            skipSpace(true);
        }
    }

    private Node choice(boolean nested) throws Invalid {
        if (++depth > DEEPEST) {
            throw new Invalid();
        }
        List<Node> alternatives = new ArrayList<>();
        do {
            if (!alternatives.isEmpty()) {
                at++;
                skipSpace(true);
            }
            alternatives.add(sequence(nested));
        } while (next() == '|');
        depth--;
        return new Node.Choice(alternatives);
    }

    private Node sequence(boolean nested) throws Invalid {
        List<Node> nodes = new ArrayList<>();
        while (true) {
            char c = next();
            if (c == '"') {
                nodes.add(literal());
            } else if (c == '[') {
                nodes.add(characterClass());
            } else if (c == '(') {
                at++;
                skipSpace(true);
                nodes.add(choice(true));
                expect(")");
            } else if (c == '.') {
                at++;
                nodes.add(new Node.Characters(true));
            } else if (isWord(c)) {
                nodes.add(new Node.Rule(name()));
            } else if (c == '*' || c == '?' || c == '+' || c == '{') {
                repeat(nodes);
            } else {
                return new Node.Sequence(nodes);
            }
            skipSpace(nested);
        }
    }

    private void repeat(List<Node> nodes) throws Invalid {
        if (nodes.isEmpty()) {
            throw new Invalid();
        }
        char c = text.charAt(at++);
        boolean none = c == '*' || c == '?' || (c == '{' && bounds() == 0);
        if (none) {
            nodes.add(new Node.Maybe(nodes.removeLast()));
        }
    }

    /** {@code m}, {@code m,} or {@code m,n} up to the closing brace; returns m. */
    private int bounds() throws Invalid {
        skipSpace(true);
        int least = number();
        skipSpace(true);
        if (next() == ',') {
            at++;
            skipSpace(true);
            if (next() != '}' && number() < least) {
                throw new Invalid();
            }
            skipSpace(true);
        }
        expect("}");
        return least;
    }

    private int number() throws Invalid {
        int from = at;
        while (next() >= '0' && next() <= '9') {
            at++;
        }
        if (at == from || at - from > 5) {
            throw new Invalid();
        }
        return Integer.parseInt(text.substring(from, at));
    }

    private Node literal() throws Invalid {
        int from = ++at;
        while (next() != '"') {
            character();
        }
        return new Node.Characters(at++ > from);
    }

    private Node characterClass() throws Invalid {
        at++;
        if (next() == '^') {
            at++;
        }
        while (next() != ']') {
            character();
            if (next() == '-' && at + 1 < text.length() && text.charAt(at + 1) != ']') {
                at++;
                character();
            }
        }
        at++;
        return new Node.Characters(true);
    }

    private void character() throws Invalid {
        if (at >= text.length()) {
            throw new Invalid();
        }
        if (text.charAt(at++) != '\\') {
            return;
        }
        char kind = next();
        at++;
        int digits =
                switch (kind) {
                    case 'x' -> 2;
                    case 'u' -> 4;
                    case 'U' -> 8;
                    case 't', 'r', 'n', '\\', '"', '[', ']' -> 0;
                    default -> throw new Invalid();
                };
        for (int i = 0; i < digits; i++) {
            if (Character.digit(next(), 16) < 0) {
                throw new Invalid();
            }
            at++;
        }
    }

    private String name() throws Invalid {
        int from = at;
        while (isWord(next())) {
            at++;
        }
        if (at == from) {
            throw new Invalid();
        }
        return text.substring(from, at);
    }

    private static boolean isWord(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || (c >= '0' && c <= '9');
    }

    private void expect(String words) throws Invalid {
        if (!text.startsWith(words, at)) {
            throw new Invalid();
        }
        at += words.length();
    }

    /** The character here; NUL at the end. */
    private char next() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    private void skipSpace(boolean lines) {
        while (true) {
            char c = next();
            if (c == '#') {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else if (c == ' ' || c == '\t' || (lines && (c == '\n' || c == '\r'))) {
                at++;
            } else {
                return;
            }
        }
    }

    private boolean allDefined() {
        return rules.values().stream().allMatch(this::isDefined);
    }

    private boolean isDefined(Node node) {
        return switch (node) {
            case Node.Characters _ -> true;
            case Node.Rule(String name) -> rules.containsKey(name);
            case Node.Sequence(List<Node> nodes) -> nodes.stream().allMatch(this::isDefined);
            case Node.Choice(List<Node> nodes) -> nodes.stream().allMatch(this::isDefined);
            case Node.Maybe(Node inner) -> isDefined(inner);
        };
    }

    /** A rule that can come to itself before any character was read never ends. */
    private boolean anyBeginsWithItself() {
        Set<String> empty = emptyRules();
        return rules.keySet().stream().anyMatch(name -> {
            Set<String> reached = new HashSet<>();
            List<String> open = new ArrayList<>(List.of(name));
            while (!open.isEmpty()) {
                Set<String> first = new HashSet<>();
                Node body = rules.get(open.removeLast());
                if (body != null) {
                    begins(body, empty, first);
                }
                first.stream().filter(reached::add).forEach(open::add);
            }
            return reached.contains(name);
        });
    }

    private Set<String> emptyRules() {
        Set<String> empty = new HashSet<>();
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Map.Entry<String, Node> rule : rules.entrySet()) {
                changed |= mayBeEmpty(rule.getValue(), empty) && empty.add(rule.getKey());
            }
        }
        return empty;
    }

    private static boolean mayBeEmpty(Node node, Set<String> empty) {
        return switch (node) {
            case Node.Characters(boolean some) -> !some;
            case Node.Rule(String name) -> empty.contains(name);
            case Node.Sequence(List<Node> nodes) -> nodes.stream().allMatch(part -> mayBeEmpty(part, empty));
            case Node.Choice(List<Node> nodes) -> nodes.stream().anyMatch(part -> mayBeEmpty(part, empty));
            case Node.Maybe _ -> true;
        };
    }

    /** Adds the rules that a text of {@code node} may begin with. */
    private static void begins(Node node, Set<String> empty, Set<String> first) {
        switch (node) {
            case Node.Characters _ -> {}
            case Node.Rule(String name) -> first.add(name);
            case Node.Maybe(Node inner) -> begins(inner, empty, first);
            case Node.Choice(List<Node> nodes) -> nodes.forEach(part -> begins(part, empty, first));
            case Node.Sequence(List<Node> nodes) -> {
                for (Node part : nodes) {
                    begins(part, empty, first);
                    if (!mayBeEmpty(part, empty)) {
                        return;
                    }
                }
            }
        }
    }
}
