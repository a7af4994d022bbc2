package dev.longhand.engine.scripted;

import dev.longhand.core.engine.TokenIds;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Decides what the scripted engine writes. Called once for each generation, on the session's thread; a script that is
 * used by several sessions at once must be thread-safe. Where the steps run out, the model ends its answer.
 */
@FunctionalInterface
public interface Script {
    Iterator<Step> begin(Scene scene);

    /** Prose of short English words, see {@link Prose}; answers end after some two hundred tokens. */
    static Script prose() {
        return scene -> new Prose(scene, true);
    }

    /** Prose that never ends by itself. */
    static Script endless() {
        return scene -> new Prose(scene, false);
    }

    /** Always the same answer, going on from the part of it that already stands. */
    static Script answer(String answer) {
        return answerTo(question -> answer);
    }

    /** An answer to the text of the last user turn, going on from the part of it that already stands. */
    static Script answerTo(UnaryOperator<String> lastUserTurn) {
        return scene -> {
            String answer = lastUserTurn.apply(scene.lastUserTurn());
            return steps(answer.substring(overlap(scene.answerSoFar(), answer)));
        };
    }

    /** One text for each generation in turn, whatever stands before; the last one again and again. */
    static Script texts(String... texts) {
        List<String> all = List.of(texts);
        AtomicInteger next = new AtomicInteger();
        return scene -> steps(all.get(Math.min(next.getAndIncrement(), all.size() - 1)));
    }

    /** The passage again and again, without end. */
    static Script looping(String passage) {
        Step step = Step.write(passage);
        return scene -> Stream.generate(() -> step).iterator();
    }

    /** This script, but the engine fails after {@code tokens} tokens. */
    default Script failingAfter(int tokens) {
        return scene -> Stream.concat(
                        tokenByToken(begin(scene)).limit(tokens),
                        Stream.of(new Step.Fail("SCRIPT-FAILED", "The script wanted this failure; try again.")))
                .iterator();
    }

    /** This script, but the engine waits before each token until the gate lets it pass. */
    default Script pacedBy(Gate gate) {
        return scene -> tokenByToken(begin(scene))
                .<Step>mapMulti((step, out) -> {
                    out.accept(new Step.Wait(gate));
                    out.accept(step);
                })
                .iterator();
    }

    private static Iterator<Step> steps(String text) {
        return List.of(Step.write(text)).iterator();
    }

    /** The length of the longest beginning of {@code answer} with which {@code written} ends. */
    private static int overlap(String written, String answer) {
        int length = Math.min(written.length(), answer.length());
        while (!written.endsWith(answer.substring(0, length))) {
            length--;
        }
        return length;
    }

    private static Stream<Step> tokenByToken(Iterator<Step> steps) {
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(steps, Spliterator.ORDERED), false)
                .flatMap(step -> step instanceof Step.Write(TokenIds tokens)
                        ? tokens.stream().mapToObj(id -> new Step.Write(TokenIds.of(id)))
                        : Stream.of(step));
    }
}
