package io.sallyport.config.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.config.ConfigLoader;
import io.sallyport.config.LoadOutcome;
import io.sallyport.config.SampleFolder;
import io.sallyport.config.keys.RootKeys;
import io.sallyport.config.schema.Key;
import io.sallyport.config.schema.Presence;
import io.sallyport.config.schema.Section;
import io.sallyport.config.schema.ValueType;
import io.sallyport.config.yaml.YamlParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The committed reference page and JSON Schema are what the declarations say.
class ReferenceTest {
    private static final Path DOCS = Path.of("..", "docs");
    private static final Path RESOURCES =
            Path.of("src/test/resources/io/sallyport/config/reference");
    private static final String REMEDY =
            "out of date; write it anew with"
                    + " mvn -pl config test -Dtest=ReferenceTest -Dupdate.docs=true";

    @TempDir Path folder;

    @Test
    void theReferencePageIsWhatTheDeclarationsSay() throws IOException {
        String page = introduction() + ReferencePage.of(RootKeys.SECTION);

        assertCommitted("configuration.md", page);
    }

    @Test
    void theJsonSchemaIsWhatTheDeclarationsSay() throws IOException {
        assertCommitted("configuration.schema.json", JsonSchema.of(RootKeys.SECTION));
    }

    @Test
    void theJsonSchemaIsJson() throws Exception {
        // every JSON text is a YAML text
        assertThat(YamlParser.parse(JsonSchema.of(RootKeys.SECTION)).size()).isGreaterThan(100);
    }

    @Test
    void theFullExampleIsAcceptedWithoutWarnings() throws IOException {
        LoadOutcome outcome = load("full.yaml");

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        LoadOutcome.Loaded.class,
                        loaded -> assertThat(loaded.warnings()).isEmpty());
    }

    @Test
    void theFullExampleShowsEveryKeyAndEveryDefault() throws IOException {
        String example = resource("full.yaml");

        assertThat(keys(RootKeys.SECTION))
                .allSatisfy(key -> {
                    assertThat(example).containsPattern("\\b" + key.name() + ":");
                    if (!shownDefault(key).isEmpty()) {
                        assertThat(example)
                                .containsPattern("\\b" + key.name() + ": " + shownDefault(key));
                    }
                });
    }

    @Test
    void everyKeyIsDocumentedWithAFullSentence() {
        assertThat(keys(RootKeys.SECTION))
                .allSatisfy(key -> assertThat(key.doc()).matches("(?s)[A-Z*].*[.)]"));
    }

    private static void assertCommitted(String name, String generated) throws IOException {
        Path file = DOCS.resolve(name);
        if (Boolean.getBoolean("update.docs")) {
            Files.createDirectories(DOCS);
            Files.writeString(file, generated);
        }
        assertThat(file).as("docs/" + name).exists();
        assertThat(Files.readString(file))
                .as("docs/" + name + " is " + REMEDY)
                .isEqualTo(generated);
    }

    private String introduction() throws IOException {
        if (!(load("problems.yaml") instanceof LoadOutcome.Rejected rejected)) {
            throw new AssertionError("the example with problems is accepted");
        }
        String problems =
                rejected.problems().stream().map(String::valueOf).collect(Collectors.joining("\n"));
        return resource("introduction.md")
                .replace("{{problems}}", problems)
                .replace("{{example}}", resource("full.yaml"));
    }

    private LoadOutcome load(String name) throws IOException {
        return ConfigLoader.parse(resource(name), name, SampleFolder.in(folder), Map.of());
    }

    private static String resource(String name) throws IOException {
        return Files.readString(RESOURCES.resolve(name));
    }

    private static <V> String shownDefault(Key<V> key) {
        return key.presence() instanceof Presence.Default<V>(V value)
                        && key.type() instanceof ValueType.Scalar<V> scalar
                ? scalar.printer().apply(value)
                : "";
    }

    private static List<Key<?>> keys(Section section) {
        List<Key<?>> keys = new ArrayList<>();
        for (Key<?> key : section.keys()) {
            keys.add(key);
            switch (key.type()) {
                case ValueType.Nested nested -> keys.addAll(keys(nested.section()));
                case ValueType.NestedList list -> keys.addAll(keys(list.section()));
                case ValueType.ShorthandList<?> list -> keys.addAll(keys(list.section()));
                case ValueType.Named named -> keys.addAll(keys(named.section()));
                case ValueType.Scalar<?> _ -> {}
                case ValueType.ScalarList<?> _ -> {}
                case ValueType.OneOrMore<?> _ -> {}
                case ValueType.Mapped<?> _ -> {}
            }
        }
        return keys;
    }
}
