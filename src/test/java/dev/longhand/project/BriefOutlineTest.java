package dev.longhand.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longhand.core.document.Outline;
import dev.longhand.core.document.Section;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An outline in a brief's file: all else in it stays. */
class BriefOutlineTest {
    private static final Outline OUTLINE = new Outline(List.of(
            new Section("Tools (old)", "Name them: all", OptionalInt.of(120)),
            new Section("水泵", "", OptionalInt.of(80)),
            Section.of("Last")));

    @TempDir
    private Path folder;

    private Path brief(String text) throws Exception {
        return Files.writeString(folder.resolve("brief.md"), text);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "---\ntitle: Pumps\n---",
        "---\ntitle: Pumps\n---\n",
        "---\r\ntitle: Pumps\r\n---\r\n\r\nSay it.\r\n",
        "\uFEFF---\rtitle: Pumps\r---\rSay it.\r",
        "---\ntitle: Pumps\n---\nSay it.\n\n\n- a note",
        "---\ntitle: Pumps\n---\nSteps:\n\n4. four\n5. five\n",
        "---\ntitle: Pumps\nunknown: kept\n---\n\n```\n1. code\n```\n"
    })
    void isReadBackAndAllElseStays(String before) throws Exception {
        Path file = brief(before);
        BriefFile was = BriefFile.read(file);
        BriefOutline place = BriefOutline.of(file);
        assertThat(place.exists()).isFalse();
        place.write(OUTLINE);
        BriefFile is = BriefFile.read(file);
        assertThat(is.outline()).isEqualTo(OUTLINE);
        assertThat(is.brief()).isEqualTo(was.brief());
        assertThat(Files.readString(file)).startsWith(before.stripTrailing());
        assertThat(Files.readString(folder.resolve("brief.md.bak"))).isEqualTo(before);
    }

    @Test
    void takesThePlaceOfTheOldOne() throws Exception {
        Path file = brief("---\r\ntitle: Pumps\r\n---\r\nSay it.\r\n\r\n1. Old (5)\r\n   goal\r\n2. Older\r\n");
        BriefOutline place = BriefOutline.of(file);
        assertThat(place.exists()).isTrue();
        place.write(OUTLINE);
        assertThat(Files.readString(file)).isEqualTo("---\r\ntitle: Pumps\r\n---\r\nSay it.\r\n\r\n"
                + "1. Tools (old) (120)\r\n   Name them: all\r\n2. 水泵 (80)\r\n3. Last\r\n");
    }

    @Test
    void aBriefThatWasChangedMeanwhileIsLeftAlone() throws Exception {
        Path file = brief("---\ntitle: Pumps\n---\n");
        BriefOutline place = BriefOutline.of(file);
        String changed = "---\ntitle: Pumps\n---\nA new note.\n";
        Files.writeString(file, changed);
        assertThatThrownBy(() -> place.write(OUTLINE))
                .isInstanceOfSatisfying(BriefException.class, e -> assertThat(e.sentence()).contains("was changed"));
        assertThat(file).hasContent(changed);
    }

    @Test
    void whereItCouldNotBeReadBackNothingIsWritten() throws Exception {
        String open = "---\ntitle: Pumps\n---\n```\na block of code that does not end\n";
        Path file = brief(open);
        BriefOutline place = BriefOutline.of(file);
        assertThatThrownBy(() -> place.write(OUTLINE))
                .isInstanceOfSatisfying(BriefException.class, e -> assertThat(e.sentence()).contains("by hand"));
        assertThat(file).hasContent(open);
    }
}
