package dev.longhand.engine.scripted;

import dev.longhand.core.engine.GenerationRequest;
import dev.longhand.core.engine.TokenIds;
import java.util.random.RandomGenerator;

/**
 * What a script sees of a generation.
 *
 * @param request what was asked for
 * @param prompt the tokens of its prompt
 * @param lastUserTurn text of the last turn of the user's; empty without one
 * @param answerSoFar text of the open assistant's turn, or the whole prompt where it is no conversation; bytes of an
 *     unfinished character are not in it
 * @param random chance: begun from the request's seed, or gone on from the session's last generation
 */
public record Scene(
        GenerationRequest request,
        TokenIds prompt,
        String lastUserTurn,
        String answerSoFar,
        RandomGenerator random) {

    static Scene of(GenerationRequest request, TokenIds prompt, RandomGenerator random) {
        String lastUserTurn = "";
        String open = "";
        int turn = prompt.size();
        int end = prompt.size();
        while (--turn >= 0 && lastUserTurn.isEmpty()) {
            if (prompt.get(turn) == Vocabulary.TURN_BEGINS) {
                String text = text(prompt, turn + 1, end);
                if (end == prompt.size()) {
                    open = text.substring(text.indexOf('\n') + 1);
                } else if (text.startsWith("user\n")) {
                    lastUserTurn = text.substring("user\n".length());
                }
                end = turn;
            }
        }
        boolean conversation = end < prompt.size();
        return new Scene(
                request, prompt, lastUserTurn, conversation ? open : text(prompt, 0, prompt.size()), random);
    }

    /** Whether chance plays no part. */
    public boolean greedy() {
        return request.sampling().temperature() == 0;
    }

    private static String text(TokenIds prompt, int from, int to) {
        int end = from;
        while (end < to && prompt.get(end) != Vocabulary.TURN_ENDS) {
            end++;
        }
        return Vocabulary.completeText(prompt.slice(from, end));
    }
}
