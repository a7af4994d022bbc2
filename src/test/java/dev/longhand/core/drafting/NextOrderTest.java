package dev.longhand.core.drafting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhand.core.document.ChunkKind;
import dev.longhand.engine.scripted.Script;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NextOrderTest {
    @Test
    void goesFromSectionToSectionAndOnWhereOneWasCut() throws Exception {
        try (DraftingTable table = DraftingTable.of(Script.endless(), "Tools", "Valves")) {
            DraftTarget target = DraftTarget.tokens(400);
            ChunkOrder first = NextOrder.of(table.document, target, 60).orElseThrow();
            assertThat(first.kind()).isEqualTo(ChunkKind.SECTION);
            assertThat(first.section()).hasValue(0);
            table.draft(first);
            table.drafter.keep();
            ChunkOrder second = NextOrder.of(table.document, target, 60).orElseThrow();
            assertThat(second.kind()).isEqualTo(ChunkKind.CONTINUATION);
            assertThat(second.section()).hasValue(0);
        }
    }

    @Test
    void hasNothingMoreOnceAllIsWrittenUnlessItIsAskedForMore() throws Exception {
        try (DraftingTable table = DraftingTable.of(Script.answer("All there is."), "Tools")) {
            table.draft(NextOrder.of(table.document, DraftTarget.tokens(3), 60).orElseThrow());
            table.drafter.keep();
            assertThat(NextOrder.of(table.document, DraftTarget.tokens(3), 60)).isEqualTo(Optional.empty());
            assertThat(NextOrder.more(table.document, 60).kind()).isEqualTo(ChunkKind.EXTENSION);
        }
    }
}
