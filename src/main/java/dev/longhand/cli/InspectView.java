package dev.longhand.cli;

import dev.longhand.cli.report.InspectReport;
import dev.longhand.cli.report.InspectReport.Header;
import dev.longhand.cli.report.InspectReport.Memory;
import dev.longhand.cli.report.InspectReport.Token;
import dev.longhand.cli.report.InspectReport.Words;
import dev.longhand.model.MemoryFit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What {@code inspect} found out, as text. */
final class InspectView {
    private static final int LABEL_COLUMNS = 18;

    /** Names come out of the file and can have any length. */
    private static final int LONGEST_NAME = 100;

    private InspectView() {}

    static List<String> lines(InspectReport report) {
        List<String> lines = new ArrayList<>();
        lines.add(TerminalText.fit(report.model(), LONGEST_NAME));
        header(report.modelFile(), lines);
        words(report.vocabulary(), lines);
        lines.add(line("engine", report.engine() == null ? "none here runs it" : report.engine() + " (" + report.engineReason() + ")"));
        lines.add("");
        memory(report.memory(), lines);
        lines.add("");
        lines.add("For a text of " + Numbers.of(report.targetTokens(), "token"));
        report.advice().forEach(sentence -> lines.add("  " + sentence));
        return lines;
    }

    private static void header(Header file, List<String> lines) {
        String parts = file.parts() == 1 ? "" : " in " + Numbers.of(file.parts(), "file");
        lines.add(line("file", mebibytes(file.bytes()) + parts + ", GGUF version " + file.ggufVersion()));
        lines.add(line("architecture", TerminalText.fit(file.architecture(), LONGEST_NAME)));
        lines.add(line("quantization", file.quantization()));
        lines.add(line("parameters", Numbers.whole(file.parameters()) + " in " + Numbers.of(file.tensors(), "tensor")));
        lines.add(line(
                "trained context",
                file.trainedContext() > 0 ? Numbers.of(file.trainedContext(), "token") : "the file does not say"));
        lines.add(line("chat template", template(file)));
    }

    private static String template(Header file) {
        if (!file.hasTemplate()) {
            return "none";
        }
        return file.templateFamily() == null ? "of no known family; ChatML or plain text is used" : file.templateFamily();
    }

    private static void words(Words words, List<String> lines) {
        String split = words.pretokenizer().isEmpty() ? "" : ", " + words.pretokenizer();
        lines.add(line("vocabulary", Numbers.of(words.size(), "token") + " (" + words.kind() + split + "), "
                + Numbers.whole(words.special()) + " of them special"));
        String begin = words.begin() == null
                ? "none"
                : shown(words.begin()) + (words.addsBegin() ? "" : ", not put before a text");
        lines.add(line("begins with", begin));
        lines.add(line(
                "ends with",
                words.ends().isEmpty()
                        ? "nothing known; texts end at their limit"
                        : words.ends().stream().map(InspectView::shown).collect(Collectors.joining(", "))));
    }

    private static String shown(Token token) {
        return TerminalText.fit(token.spelling(), 40) + " (" + token.id() + ")";
    }

    private static void memory(Memory memory, List<String> lines) {
        lines.add("Memory with a context of " + Numbers.of(memory.context(), "token"));
        lines.add(amount("weights", memory.weightBytes(), "mapped from the file: they count once for all sessions"));
        lines.add(amount(
                "keys and values",
                memory.kvBytes(),
                memory.kvBytesPerToken() > 0
                        ? memory.kv() + ", " + Numbers.of(memory.kvBytesPerToken(), "byte") + " a token"
                        : "the file does not say how large they are"));
        lines.add(amount("computation", memory.computeBytes(), "estimated"));
        lines.add(amount("together", memory.neededBytes(), verdict(memory.fit())));
        lines.add(amount("free", memory.availableBytes(), largest(memory)));
    }

    private static String verdict(MemoryFit fit) {
        String share = fit.availableBytes() > 0
                ? "%s %% of what is free".formatted(Numbers.tenths(100 * fit.share()))
                : "nothing is free";
        return switch (fit.verdict()) {
            case FITS -> share;
            case TIGHT -> share + ": tight";
            case TOO_LARGE -> share + ": too much";
        };
    }

    private static String largest(Memory memory) {
        return memory.largestContext() > 0
                ? "room for up to " + Numbers.whole(memory.largestContext()) + " tokens"
                : "no room for a window";
    }

    private static String amount(String label, long bytes, String remark) {
        return line(label, "%12s  %s".formatted(mebibytes(bytes), remark));
    }

    private static String line(String label, String value) {
        return "  " + StopTable.padded(label, LABEL_COLUMNS) + value;
    }

    private static String mebibytes(long bytes) {
        return Numbers.tenths(bytes / (double) (1 << 20)) + " MiB";
    }
}
