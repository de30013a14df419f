package io.sallyport.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sallyport.config.problem.Position;
import io.sallyport.config.yaml.YamlNode.Entry;
import io.sallyport.config.yaml.YamlNode.Mapping;
import io.sallyport.config.yaml.YamlNode.Scalar;
import io.sallyport.config.yaml.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlParserTest {
    @Test
    void keepsThePositionOfEveryNode() throws YamlException {
        YamlNode root = YamlParser.parse("a: 1\nb:\n  - 'two'\n  - ü: 3\n");

        assertThat(places(root))
                .containsExactly(
                        "{ 1:1",
                        "a 1:1",
                        "1 1:4",
                        "b 2:1",
                        "[ 3:3",
                        "'two' 3:5",
                        "{ 4:5",
                        "ü 4:5",
                        "3 4:8");
        assertThat(root.size()).isEqualTo(6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "# only a comment\n", "---\n", "~", "\uFEFF"})
    void readsAnEmptyTextAsAMappingWithoutKeys(String text) throws YamlException {
        assertThat(YamlParser.parse(text)).isEqualTo(new Mapping(List.of(), Position.START, 1));
    }

    @Test
    void skipsAByteOrderMark() throws YamlException {
        assertThat(YamlParser.parse("\uFEFFa: 1")).isEqualTo(YamlParser.parse("a: 1"));
    }

    @Test
    void putsAnchoredNodesWhereTheirAliasesStand() throws YamlException {
        Mapping root = (Mapping) YamlParser.parse("a: &x [1, 2]\nb: *x\n");

        assertThat(root.entries().get(1).value()).isSameAs(root.entries().get(0).value());
        assertThat(root.size()).isEqualTo(7);
    }

    @Test
    void refusesANodeThatContainsItself() {
        assertThatThrownBy(() -> YamlParser.parse("a: &x [*x]"))
                .hasMessageStartingWith("an alias has no anchor before it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{a: ", "- ", "? "})
    void refusesNestingThatIsTooDeep(String opening) {
        assertThatThrownBy(() -> YamlParser.parse(opening.repeat(100_000)))
                .isInstanceOf(YamlException.class)
                .hasMessageContaining("is nested deeper than 32 levels");
    }

    @Test
    void refusesAliasesThatExpandWithoutBound() {
        StringBuilder text = new StringBuilder("a0: &a0 [1]\n");
        for (int i = 1; i < 64; i++) {
            String before = "*a" + (i - 1);
            text.append("a" + i + ": &a" + i + " [" + before + ", " + before + "]\n");
        }

        assertThatThrownBy(() -> YamlParser.parse(text.toString()))
                .isInstanceOf(YamlException.class)
                .hasMessageContaining("expands to more than 100,000 values");
    }

    @Test
    void refusesATextThatIsTooLong() {
        assertThatThrownBy(() -> YamlParser.parse("#".repeat(YamlParser.MAX_LENGTH + 1)))
                .isInstanceOf(YamlException.class)
                .hasMessageContaining("1,048,577 characters; at most 1,048,576");
    }

    @ParameterizedTest
    @CsvSource({
        "'a: !x 1', 1, 4, a tag",
        "'a: 1\n---\nb: 1', 2, 1, a second document",
        "'[a]: 1', 1, 1, a key is a list",
        "'a: b: c', 1, 5, is not YAML",
        "'a: \"b', 1, 6, is not YAML",
        "'%YAML 3.0\n---\na: 1', 1, 1, is not YAML",
        "'a: 1\nb: \u0007', 2, 4, U+0007"
    })
    void saysWhereAndWhatIsWrong(String text, int line, int column, String message) {
        YamlException thrown =
                catchThrowableOfType(YamlException.class, () -> YamlParser.parse(text));

        assertThat(thrown.problem()).contains(message);
        assertThat(thrown.position()).isEqualTo(at(line, column));
    }

    private static List<String> places(YamlNode node) {
        String at = " " + node.position().line() + ":" + node.position().column();
        List<String> places = new ArrayList<>();
        switch (node) {
            case Scalar(String text, boolean plain, _) ->
                    places.add((plain ? text : "'" + text + "'") + at);
            case Sequence(List<YamlNode> items, _, _) -> {
                places.add("[" + at);
                items.forEach(item -> places.addAll(places(item)));
            }
            case Mapping(List<Entry> entries, _, _) -> {
                places.add("{" + at);
                for (Entry entry : entries) {
                    Scalar key = new Scalar(entry.key(), true, entry.position());
                    places.addAll(places(key));
                    places.addAll(places(entry.value()));
                }
            }
        }
        return places;
    }

    private static Position at(int line, int column) {
        return new Position(line, column);
    }
}
