package dev.longhand.core.prompt;

import dev.longhand.core.document.Chunk;
import dev.longhand.core.document.Document;
import dev.longhand.core.engine.ChatTurn;
import dev.longhand.core.engine.ChatTurn.Role;
import dev.longhand.core.engine.Model;
import dev.longhand.core.engine.ModelDescription.ChatStyle;
import dev.longhand.core.engine.PromptPart;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides what goes into the window: system message, brief and outline always; then the text before the place as the
 * conversation that brought it; then the request. When all of it no longer fits, the oldest text goes in one large step,
 * so that the prompts of the chunks after it begin alike and their KV is reused. Used on the document's thread.
 */
public final class ContextPlanner {
    /** After old text was dropped, the text that stays takes at most this share of the room for text. */
    private static final double SHARE_KEPT = 0.5;

    private static final int REMEMBERED = 8_192;

    private final Model model;
    private final PromptTexts texts;
    private final Map<String, Integer> counts = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
            return size() > REMEMBERED;
        }
    };

    public ContextPlanner(Model model, PromptTexts texts) {
        this.model = model;
        this.texts = texts;
    }

    /**
     * Plans one generation.
     *
     * @param chunk open, in {@code document}; the text before its place is what the model sees
     * @param begun what a candidate that is lengthened already has; empty for a new one
     * @param window tokens of the context window
     * @param reserve tokens to keep free for the text to come
     * @param previous the plan before this one, whose dropped text stays dropped
     * @throws ContextTooSmallException if even without any text the rest does not fit
     */
    public ContextPlan plan(
            Document document,
            Chunk chunk,
            List<PromptPart> begun,
            int window,
            int reserve,
            Optional<ContextPlan> previous)
            throws ContextTooSmallException {
        List<Passage> passages = Passages.before(document, chunk, texts, window);
        Draft draft = new Draft(document, chunk, begun, passages);
        int room = window - reserve;
        int before = previous.map(plan -> droppedBefore(passages, chunk, plan, room)).orElse(0);
        int first = before;
        List<PromptPart> prompt = draft.prompt(first);
        int tokens = model.tokens(prompt).size();
        if (tokens > room) {
            int fixed = model.tokens(draft.prompt(passages.size())).size();
            if (fixed > room) {
                throw new ContextTooSmallException(window, fixed, reserve);
            }
            first = firstThatFits(passages, first, room - fixed);
            prompt = draft.prompt(first);
            tokens = model.tokens(prompt).size();
            while (tokens > room) {
                prompt = draft.prompt(++first);
                tokens = model.tokens(prompt).size();
            }
        }
        int seenFrom = first < passages.size() ? passages.get(first).start() : chunk.place().start();
        return new ContextPlan(draft.parts(first, tokens), prompt, tokens, window, reserve, seenFrom, first > before);
    }

    /**
     * The number of passages that stay dropped because the plan before dropped them: none if the place lies in what was
     * dropped, or if so little text is left that all of it fits with room to spare.
     */
    private int droppedBefore(List<Passage> passages, Chunk chunk, ContextPlan previous, int room) {
        int seenFrom = previous.seenFrom();
        if (seenFrom == 0 || chunk.place().start() <= seenFrom) {
            return 0;
        }
        int nearest = 0;
        for (int i = 1; i < passages.size(); i++) {
            if (Math.abs(passages.get(i).start() - seenFrom) < Math.abs(passages.get(nearest).start() - seenFrom)) {
                nearest = i;
            }
        }
        return firstThatFits(passages, 0, (int) (room * SHARE_KEPT)) == 0 ? 0 : nearest;
    }

    /**
     * The first passage from which on the text takes at most its share of {@code room}; where that would leave less than
     * half a share, because the last passages are long, as much as there is room for.
     */
    private int firstThatFits(List<Passage> passages, int from, int room) {
        int share = (int) (room * SHARE_KEPT);
        int sum = 0;
        int first = passages.size();
        while (first > from) {
            int longer = sum + tokens(passages.get(first - 1));
            if (longer > (sum >= share / 2 ? share : room)) {
                break;
            }
            sum = longer;
            first--;
        }
        return first;
    }

    private int tokens(Passage passage) {
        return count(passage.request()) + count(passage.content());
    }

    private int count(List<PromptPart> parts) {
        int sum = 0;
        for (PromptPart part : parts) {
            sum += switch (part) {
                case PromptPart.Tokens(var ids) -> ids.size();
                case PromptPart.Text(var text) -> count(text);
                case PromptPart.Template(var text) -> count(text);
            };
        }
        return sum;
    }

    private int count(String text) {
        return text.isEmpty() ? 0 : counts.computeIfAbsent(text, t -> model.tokenize(t).size());
    }

    /** One generation's material, from which prompts with more or less of the old text are made. */
    private final class Draft {
        private final String brief;
        private final String outline;
        private final String request;
        private final String separator;
        private final List<PromptPart> opening;
        private final List<Passage> passages;
        private final boolean plain = model.description().chatStyle() == ChatStyle.PLAIN;

        Draft(Document document, Chunk chunk, List<PromptPart> begun, List<Passage> passages) {
            this.passages = passages;
            this.brief = texts.brief(document.brief()) + "\n";
            String list = texts.outline(document.outline());
            this.outline = list.isEmpty() ? "" : list + "\n";
            this.request = Passages.request(document, texts, chunk, chunk.direction());
            List<PromptPart> open = new ArrayList<>();
            String lead = document.leadFor(chunk);
            this.separator = Passage.separatorOf(lead);
            if (lead.length() > separator.length()) {
                open.add(new PromptPart.Text(lead.substring(separator.length())));
            }
            open.addAll(begun);
            this.opening = List.copyOf(open);
        }

        /** The prompt with the passages from {@code first} on. */
        List<PromptPart> prompt(int first) {
            return model.renderChat(plain ? plainTurns(first) : turns(first));
        }

        private List<ChatTurn> turns(int first) {
            Conversation conversation = new Conversation(texts.system(), introduction());
            for (int i = first; i < passages.size(); i++) {
                Passage passage = passages.get(i);
                conversation.ask(i == first && first > 0 ? passage.resumption() : passage.request());
                conversation.say(passage.content());
            }
            conversation.ask(requestAfter(first));
            conversation.say(opening);
            return conversation.turns();
        }

        /** What is asked for now; a continuation of text that was left out needs a request after all. */
        private String requestAfter(int first) {
            return request.isEmpty() && first == passages.size() ? texts.answerTail() : request;
        }

        private List<PromptPart> introduction() {
            List<PromptPart> parts = new ArrayList<>();
            parts.add(new PromptPart.Text(brief));
            if (!outline.isEmpty()) {
                parts.add(new PromptPart.Text(outline));
            }
            return parts;
        }

        /** A base model sees the brief and the text, and no requests. */
        private List<ChatTurn> plainTurns(int first) {
            List<PromptPart> text = new ArrayList<>();
            for (Passage passage : passages.subList(first, passages.size())) {
                separate(text, passage.separator());
                text.addAll(passage.content());
            }
            separate(text, separator);
            text.addAll(opening);
            List<ChatTurn> turns = new ArrayList<>();
            turns.add(new ChatTurn(Role.USER, introduction()));
            if (!text.isEmpty()) {
                turns.add(new ChatTurn(Role.ASSISTANT, text));
            }
            return turns;
        }

        private static void separate(List<PromptPart> text, String separator) {
            if (!text.isEmpty() && !separator.isEmpty()) {
                text.add(new PromptPart.Text(separator));
            }
        }

        /** The plan's parts, those of one section in a row taken together; the template has what is left over. */
        List<PlanPart> parts(int first, int promptTokens) {
            List<PlanPart> parts = new ArrayList<>();
            if (!plain) {
                parts.add(new PlanPart(PlanPart.Kind.SYSTEM, "", count(texts.system()), true));
            }
            parts.add(new PlanPart(PlanPart.Kind.BRIEF, "", count(brief), true));
            if (!outline.isEmpty()) {
                parts.add(new PlanPart(PlanPart.Kind.OUTLINE, "", count(outline), true));
            }
            for (int i = 0; i < passages.size(); i++) {
                Passage passage = passages.get(i);
                String asked = i == first && first > 0 ? passage.resumption() : passage.request();
                int tokens = (plain ? 0 : count(asked)) + count(passage.content());
                join(parts, new PlanPart(PlanPart.Kind.TEXT, passage.label(), tokens, i >= first));
            }
            int now = (plain ? 0 : count(requestAfter(first))) + count(opening);
            parts.add(new PlanPart(PlanPart.Kind.REQUEST, "", now, true));
            int sum = parts.stream().filter(PlanPart::included).mapToInt(PlanPart::tokens).sum();
            parts.add(new PlanPart(PlanPart.Kind.TEMPLATE, "", Math.max(0, promptTokens - sum), true));
            return parts;
        }

        private void join(List<PlanPart> parts, PlanPart next) {
            PlanPart last = parts.getLast();
            if (last.kind() == next.kind()
                    && last.label().equals(next.label())
                    && last.included() == next.included()) {
                parts.set(parts.size() - 1,
                        new PlanPart(last.kind(), last.label(), last.tokens() + next.tokens(), last.included()));
            } else {
                parts.add(next);
            }
        }
    }
}
