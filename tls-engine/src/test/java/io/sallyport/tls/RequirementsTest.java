package io.sallyport.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.tls.testing.Requirement;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What the RFCs demand of a server and what the tests show agree: no rule of the list is without a test,
/// and no test claims a rule that is not in the list.
class RequirementsTest {
    private static final Path LIST =
            Path.of("src/test/resources/io/sallyport/tls/requirements.txt");

    private static final Path CLASSES = Path.of("target/test-classes");

    @Test
    void everyRuleHasATestAndEveryTestItsRule() throws IOException {
        Set<String> listed;
        try (Stream<String> lines = Files.lines(LIST)) {
            listed =
                    lines.filter(line -> !line.isBlank() && !line.startsWith("#"))
                            .map(line -> line.substring(0, line.indexOf('=')).strip())
                            .collect(Collectors.toCollection(TreeSet::new));
        }

        assertThat(tested()).isEqualTo(listed);
    }

    private static Set<String> tested() throws IOException {
        try (Stream<Path> files = Files.walk(CLASSES)) {
            return files.map(file -> CLASSES.relativize(file).toString())
                    .filter(name -> name.endsWith("Test.class"))
                    .map(name -> name.substring(0, name.length() - 6).replace('/', '.'))
                    .flatMap(name -> Arrays.stream(methods(name)))
                    .map(method -> method.getAnnotation(Requirement.class))
                    .filter(Objects::nonNull)
                    .flatMap(requirement -> Arrays.stream(requirement.value()))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static Method[] methods(String className) {
        try {
            return Class.forName(className).getDeclaredMethods();
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }
}
