package dev.longhand.core.engine;

/** A part of a prompt, in the order in which the model reads them. */
public sealed interface PromptPart {
    /** Text of the chat template: spellings of special tokens become these tokens. */
    record Template(String text) implements PromptPart {}

    /** The writer's or the program's text: a spelling such as {@code <|im_end|>} stays these characters. */
    record Text(String text) implements PromptPart {}

    /** Tokens as they were sampled. */
    record Tokens(TokenIds ids) implements PromptPart {}
}
