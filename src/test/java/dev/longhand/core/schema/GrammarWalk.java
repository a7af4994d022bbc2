package dev.longhand.core.schema;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Walks a GBNF grammar at random and writes what it meets: a text that a model held to the grammar might write. */
final class GrammarWalk {
    private static final int DEEP = 60;

    private sealed interface Node {
        record Literal(String text) implements Node {}

        record OneOf(List<int[]> ranges) implements Node {}

        record Rule(String name) implements Node {}

        record Sequence(List<Node> parts) implements Node {}

        record Choice(List<Node> ways) implements Node {}

        /** {@code most} is -1 where there is no limit. */
        record Repeat(Node node, int least, int most) implements Node {}
    }

    private final Map<String, Node> rules = new HashMap<>();
    private final RandomGenerator random;
    private String line = "";
    private int at;

    GrammarWalk(String gbnf, RandomGenerator random) {
        this.random = random;
        for (String next : gbnf.split("\n")) {
            line = next;
            int colon = next.indexOf(" ::= ");
            at = colon + " ::= ".length();
            rules.put(next.substring(0, colon), choice());
            if (at != next.length()) {
                throw new IllegalArgumentException("not understood from " + at + ": " + next);
            }
        }
    }

    String text() {
        StringBuilder out = new StringBuilder();
        write(new Node.Rule("root"), out, 0);
        return out.toString();
    }

    private void write(Node node, StringBuilder out, int depth) {
        switch (node) {
            case Node.Literal(String text) -> out.append(text);
            case Node.OneOf(List<int[]> ranges) -> {
                int[] range = ranges.get(random.nextInt(ranges.size()));
                out.appendCodePoint(random.nextInt(range[0], range[1] + 1));
            }
            case Node.Rule(String name) -> write(rules.get(name), out, depth + 1);
            case Node.Sequence(List<Node> parts) -> parts.forEach(part -> write(part, out, depth));
            case Node.Choice(List<Node> ways) -> write(
                    depth > DEEP ? ways.get(shortest(ways)) : ways.get(random.nextInt(ways.size())), out, depth);
            case Node.Repeat(Node inner, int least, int most) -> {
                int upTo = most < 0 ? least + 4 : most;
                int times = depth > DEEP ? least : random.nextBoolean() ? random.nextInt(least, upTo + 1) : upTo;
                for (int i = 0; i < times; i++) {
                    write(inner, out, depth);
                }
            }
        }
    }

    /** Out of a recursion leads the way that needs the fewest rules to come to an end. */
    private int shortest(List<Node> ways) {
        int best = 0;
        for (int i = 1; i < ways.size(); i++) {
            best = cost(ways.get(i), 0) < cost(ways.get(best), 0) ? i : best;
        }
        return best;
    }

    private long cost(Node node, int depth) {
        if (depth > 12) {
            return 1_000_000;
        }
        return switch (node) {
            case Node.Literal _, Node.OneOf _ -> 1;
            case Node.Rule(String name) -> 1 + cost(rules.get(name), depth + 1);
            case Node.Sequence(List<Node> parts) -> parts.stream().mapToLong(p -> cost(p, depth)).sum();
            case Node.Choice(List<Node> ways) -> ways.stream().mapToLong(w -> cost(w, depth)).min().orElse(0);
            case Node.Repeat(Node inner, int least, int _) -> least == 0 ? 0 : least * cost(inner, depth);
        };
    }

    private Node choice() {
        List<Node> ways = new ArrayList<>(List.of(sequence()));
        while (at < line.length() && line.charAt(at) == '|') {
            at++;
            ways.add(sequence());
        }
        return new Node.Choice(ways);
    }

    private Node sequence() {
        List<Node> parts = new ArrayList<>();
        while (true) {
            while (at < line.length() && line.charAt(at) == ' ') {
                at++;
            }
            if (at == line.length() || line.charAt(at) == '|' || line.charAt(at) == ')') {
                return new Node.Sequence(parts);
            }
            parts.add(quantified(one()));
        }
    }

    private Node one() {
        char c = line.charAt(at);
        if (c == '(') {
            at++;
            Node inner = choice();
            at++;
            return inner;
        }
        if (c == '"') {
            at++;
            StringBuilder text = new StringBuilder();
            while (line.charAt(at) != '"') {
                text.appendCodePoint(character());
            }
            at++;
            return new Node.Literal(text.toString());
        }
        if (c == '[') {
            at++;
            List<int[]> ranges = new ArrayList<>();
            while (line.charAt(at) != ']') {
                int first = character();
                if (line.charAt(at) == '-') {
                    at++;
                    ranges.add(new int[] {first, character()});
                } else {
                    ranges.add(new int[] {first, first});
                }
            }
            at++;
            return new Node.OneOf(ranges);
        }
        int from = at;
        while (at < line.length() && Character.isLetterOrDigit(line.charAt(at))) {
            at++;
        }
        return new Node.Rule(line.substring(from, at));
    }

    private int character() {
        int c = line.codePointAt(at);
        at += Character.charCount(c);
        if (c != '\\') {
            return c;
        }
        char kind = line.charAt(at++);
        if (kind == 'U') {
            at += 8;
            return Integer.parseInt(line.substring(at - 8, at), 16);
        }
        return kind;
    }

    private Node quantified(Node node) {
        char c = at < line.length() ? line.charAt(at) : ' ';
        switch (c) {
            case '*' -> {
                at++;
                return new Node.Repeat(node, 0, -1);
            }
            case '+' -> {
                at++;
                return new Node.Repeat(node, 1, -1);
            }
            case '?' -> {
                at++;
                return new Node.Repeat(node, 0, 1);
            }
            case '{' -> {
                int end = line.indexOf('}', at);
                String[] bounds = line.substring(at + 1, end).split(",", -1);
                at = end + 1;
                int least = Integer.parseInt(bounds[0]);
                int most = bounds.length == 1 ? least : bounds[1].isEmpty() ? -1 : Integer.parseInt(bounds[1]);
                return new Node.Repeat(node, least, most);
            }
            default -> {
                return node;
            }
        }
    }
}
