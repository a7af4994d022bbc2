package dev.longhand.core.schema;

import java.util.ArrayList;
import java.util.List;

/** Writes ranges of whole numbers as GBNF: digit by digit, with classes where the rest is free. */
final class WholeNumbers {
    private WholeNumbers() {}

    /** GBNF for every whole number from {@code least} to {@code most}, in brackets. */
    static String between(long least, long most) {
        List<String> alternatives = new ArrayList<>();
        if (least < 0) {
            long smallest = Math.max(1, -most);
            alternatives.add("\"-\" " + notNegative(smallest, -least));
        }
        if (most >= 0) {
            alternatives.add(notNegative(Math.max(0, least), most));
        }
        return "(" + String.join(" | ", alternatives) + ")";
    }

    /** One alternative for each number of digits. */
    private static String notNegative(long least, long most) {
        List<String> alternatives = new ArrayList<>();
        int longest = Long.toString(most).length();
        for (int digits = Long.toString(least).length(); digits <= longest; digits++) {
            long first = digits == 1 ? 0 : Long.parseLong("1" + "0".repeat(digits - 1));
            String from = Long.toString(Math.max(least, first));
            String to = Long.toString(Math.min(most, Long.parseLong("9".repeat(digits))));
            alternatives.add(digits(from, to));
        }
        return "(" + String.join(" | ", alternatives) + ")";
    }

    /** @param from as many digits as {@code to} has */
    private static String digits(String from, String to) {
        if (from.isEmpty()) {
            return "\"\"";
        }
        char low = from.charAt(0);
        char high = to.charAt(0);
        String lowRest = from.substring(1);
        String highRest = to.substring(1);
        if (low == high) {
            return "\"" + low + "\"" + (lowRest.isEmpty() ? "" : " " + digits(lowRest, highRest));
        }
        String nines = "9".repeat(lowRest.length());
        String zeros = "0".repeat(lowRest.length());
        List<String> alternatives = new ArrayList<>();
        if (!lowRest.equals(zeros)) {
            alternatives.add("\"" + low++ + "\" " + digits(lowRest, nines));
        }
        String last = "";
        if (!highRest.equals(nines)) {
            last = "\"" + high-- + "\" " + digits(zeros, highRest);
        }
        if (low <= high) {
            alternatives.add(free(low, high, lowRest.length()));
        }
        if (!last.isEmpty()) {
            alternatives.add(last);
        }
        return "(" + String.join(" | ", alternatives) + ")";
    }

    private static String free(char low, char high, int more) {
        String first = "[" + low + "-" + high + "]";
        return more == 0 ? first : first + " [0-9]{" + more + "}";
    }
}
