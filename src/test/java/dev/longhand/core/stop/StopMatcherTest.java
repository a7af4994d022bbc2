package dev.longhand.core.stop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhand.core.engine.StopString;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class StopMatcherTest {
    /** Few characters, so that stop strings overlap, contain one another and nearly match all the time. */
    private static final String[] ALPHABET = {"a", "b", "\n", "#", "##", " ", "\t", "阀", "😀", "😁"};

    private static final Pattern HEADING = Pattern.compile("(?dm)^ {0,3}(#{1,6})(?=([ \\t\\n]))");

    @Property(tries = 3000)
    void findsWhatASearchOverTheWholeTextFinds(
            @ForAll("texts") String preceding, @ForAll("texts") String text, @ForAll("stops") List<StopString> stops) {
        StopMatcher matcher = new StopMatcher(stops, preceding);

        Optional<StopMatcher.Match> found = feed(matcher, text);

        assertThat(found).isEqualTo(search(stops, preceding, text));
    }

    @Property(tries = 3000)
    void holdsBackTheLongestEndThatMayBecomeAStopString(
            @ForAll("texts") String text, @ForAll("stops") List<StopString> stops) {
        StopMatcher matcher = new StopMatcher(stops, "");
        for (int i = 0; i < text.length(); i++) {
            if (matcher.feed(text.charAt(i)).isPresent()) {
                return;
            }
            assertThat(matcher.held()).isEqualTo(longestBeginning(stops, text.substring(0, i + 1)));
        }
    }

    @Property(tries = 1000)
    void findsAllMatchesOneAfterTheOther(@ForAll("texts") String text, @ForAll("stops") List<StopString> stops) {
        StopMatcher matcher = new StopMatcher(stops, "");
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            Optional<StopMatcher.Match> found = matcher.feed(text.charAt(i));
            if (found.isPresent()) {
                int base = from;
                Optional<StopMatcher.Match> expected = search(stops, text.substring(0, from), text.substring(from))
                        .map(m -> new StopMatcher.Match(m.stop(), m.start() + base, m.end() + base));
                assertThat(found).isEqualTo(expected);
                from = i + 1;
                matcher.restart();
            }
        }
        assertThat(search(stops, text.substring(0, from), text.substring(from))).isEmpty();
    }

    @Property
    void takesAnyNumberOfStopStrings(@ForAll @IntRange(min = 1, max = 500) int count) {
        List<StopString> stops = Stream.iterate(1, n -> n + 1)
                .limit(count)
                .map(n -> StopString.writer("stop " + n + "."))
                .toList();

        Optional<StopMatcher.Match> found = feed(new StopMatcher(stops, ""), "not stop, but stop " + count + ". here");

        assertThat(found).contains(new StopMatcher.Match(stops.getLast(), 14, 14 + stops.getLast().text().length()));
    }

    @Test
    void theMatchThatIsCompleteFirstWins() {
        List<StopString> stops = List.of(StopString.writer("long one"), StopString.writer("on"));

        assertThat(feed(new StopMatcher(stops, ""), "a long one").map(m -> m.stop().text())).contains("on");
    }

    @Test
    void ofTwoCompleteAtOnceTheOneThatBeganFirstWins() {
        List<StopString> stops = List.of(StopString.writer("END"), StopString.writer("THE END"));

        assertThat(feed(new StopMatcher(stops, ""), "THE END")).contains(new StopMatcher.Match(stops.get(1), 0, 7));
    }

    @Test
    void neverBeginsInPrecedingText() {
        assertThat(feed(new StopMatcher(List.of(StopString.writer("ab")), "a"), "b")).isEmpty();
    }

    @Test
    void aHeadingCountsAtALineStartOnly() {
        List<StopString> stops = List.of(StopString.nextHeading("## "));

        assertThat(feed(new StopMatcher(stops, ""), "Use ## here")).isEmpty();
        assertThat(feed(new StopMatcher(stops, "text"), "## here")).isEmpty();
        assertThat(feed(new StopMatcher(stops, "text\n"), "## here")).isPresent();
        assertThat(feed(new StopMatcher(stops, ""), "## here")).isPresent();
        assertThat(feed(new StopMatcher(stops, ""), "### here\n## there").map(StopMatcher.Match::start))
                .contains(9);
    }

    @Test
    void aHeadingInsideFencedCodeIsNone() {
        List<StopString> stops = List.of(StopString.nextHeading("## "));

        assertThat(feed(new StopMatcher(stops, ""), "```sh\n## a comment\n")).isEmpty();
        assertThat(feed(new StopMatcher(stops, "text\n~~~\ncode\n"), "## a comment\n~~~\n## Heading")
                        .map(StopMatcher.Match::start))
                .contains(17);
        assertThat(feed(new StopMatcher(stops, "text\n``"), "`\n## a comment\n")).isEmpty();
    }

    @Test
    void aLoneSurrogateDoesNotMatchHalfAnEmoji() {
        assertThat(feed(new StopMatcher(List.of(StopString.writer("\uD83D")), ""), "a 😀")).isEmpty();
    }

    private static Optional<StopMatcher.Match> feed(StopMatcher matcher, String text) {
        return text.chars()
                .mapToObj(c -> matcher.feed((char) c))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** The definition, spelt out: of all matches the one that is complete first, then the one that begins first. */
    private static Optional<StopMatcher.Match> search(List<StopString> stops, String preceding, String text) {
        Stream<Complete> strings = stops.stream()
                .filter(stop -> !stop.headingOnly())
                .flatMap(stop -> Stream.iterate(
                                text.indexOf(stop.text()), at -> at >= 0, at -> text.indexOf(stop.text(), at + 1))
                        .map(at -> new StopMatcher.Match(stop, at, at + stop.text().length())))
                .map(match -> new Complete(match, match.end()));
        return Stream.concat(strings, headings(stops, preceding, text))
                .min(Comparator.comparingInt(Complete::at)
                        .thenComparingInt(complete -> complete.match().start()))
                .map(Complete::match);
    }

    /** A match and how much of the text makes it certain. */
    record Complete(StopMatcher.Match match, int at) {}

    private static Stream<Complete> headings(List<StopString> stops, String preceding, String text) {
        int base = preceding.length();
        return HEADING.matcher(preceding + text).results()
                .filter(line -> line.start(1) >= base)
                .flatMap(line -> stops.stream()
                        .filter(stop -> stop.headingOnly() && stop.text().trim().equals(line.group(1)))
                        .map(stop -> {
                            int behind = line.end() - base + (line.group(2).equals("\n") ? 0 : 1);
                            int start = Math.max(0, line.start() - base);
                            return new Complete(new StopMatcher.Match(stop, start, behind), line.end() - base + 1);
                        }));
    }

    private static int longestBeginning(List<StopString> stops, String text) {
        String line = text.substring(text.lastIndexOf('\n') + 1);
        int heading = stops.stream()
                .filter(stop -> stop.headingOnly()
                        && line.matches(" {0,3}#{0," + stop.text().trim().length() + "}"))
                .mapToInt(stop -> line.length())
                .findFirst()
                .orElse(0);
        int string = stops.stream()
                .filter(stop -> !stop.headingOnly())
                .flatMap(stop -> Stream.iterate(1, n -> n < stop.text().length(), n -> n + 1)
                        .filter(n -> text.endsWith(stop.text().substring(0, n))))
                .max(Comparator.naturalOrder())
                .orElse(0);
        return Math.max(heading, string);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(ALPHABET).list().ofMaxSize(40).map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<List<StopString>> stops() {
        Arbitrary<String> text =
                Arbitraries.of(ALPHABET).list().ofMinSize(1).ofMaxSize(4).map(parts -> String.join("", parts));
        Arbitrary<StopString> heading = Arbitraries.of("# ", "## ", "### ").map(StopString::nextHeading);
        return Arbitraries.oneOf(text.map(StopString::writer), heading)
                .list()
                .ofMinSize(1)
                .ofMaxSize(5)
                .uniqueElements(StopString::text);
    }
}
