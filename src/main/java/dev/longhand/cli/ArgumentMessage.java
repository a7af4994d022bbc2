package dev.longhand.cli;

import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with the arguments of a command, in one line that names the fix. */
final class ArgumentMessage {
    private ArgumentMessage() {}

    static String of(ParameterException failure) {
        String see = " See `" + failure.getCommandLine().getCommandSpec().qualifiedName() + " --help`.";
        return TerminalText.oneLine(problem(failure)) + see;
    }

    private static String problem(ParameterException failure) {
        return switch (failure) {
            case UnmatchedArgumentException unmatched -> unmatched(unmatched);
            case MissingParameterException missing -> missing(missing);
            default -> badValue(failure);
        };
    }

    private static String unmatched(UnmatchedArgumentException failure) {
        String argument = failure.getUnmatched().isEmpty() ? "" : failure.getUnmatched().getFirst();
        List<String> similar = failure.getSuggestions();
        String meant = similar.isEmpty() ? "" : " Did you mean " + similar.getFirst() + "?";
        if (failure.isUnknownOption()) {
            return "Unknown option: " + argument + "." + meant;
        }
        boolean isCommand = failure.getCommandLine().getParent() == null;
        return (isCommand ? "Unknown command: " : "One argument too many: ") + argument + "." + meant;
    }

    private static String missing(MissingParameterException failure) {
        List<ArgSpec> missing = failure.getMissing();
        if (missing.isEmpty()) {
            return sentence(failure);
        }
        ArgSpec first = missing.getFirst();
        if (first.isOption()) {
            return sentence(failure).startsWith("Missing required option")
                    ? name(first) + " is needed."
                    : name(first) + " needs a value: " + first.paramLabel() + ".";
        }
        return missing.stream().map(ArgSpec::paramLabel).collect(Collectors.joining(" and ")) + " is missing.";
    }

    private static String badValue(ParameterException failure) {
        ArgSpec argument = failure.getArgSpec();
        String value = failure.getValue();
        if (argument == null || value == null) {
            return sentence(failure);
        }
        Class<?> type = argument.type().isArray() || argument.isMultiValue()
                ? argument.auxiliaryTypes()[0]
                : argument.type();
        if (type == Integer.class || type == int.class || type == Long.class || type == long.class) {
            return name(argument) + " needs a whole number" + (value.matches("[-+]?\\d+") ? " that is not so large" : "")
                    + ", not " + shown(value) + ".";
        }
        if (type == Double.class || type == double.class) {
            return name(argument) + " needs a number, not " + shown(value) + ".";
        }
        if (failure.getCause() instanceof TypeConversionException conversion) {
            return name(argument) + " " + conversion.getMessage();
        }
        return sentence(failure);
    }

    private static String sentence(ParameterException failure) {
        String message = String.valueOf(failure.getMessage()).strip();
        return message.endsWith(".") ? message : message + ".";
    }

    private static String shown(String value) {
        return value.isEmpty() ? "an empty text" : "“" + value + "”";
    }

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }
}
