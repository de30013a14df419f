package io.sallyport.tls.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sallyport.tls.codepoint.CodePoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the named policies mean is written down, word by word, and must never change: a policy with
/// another meaning gets another name.
///
/// For a new policy, run this test with `-Dgolden=write`, which writes the files, and read them.
class TlsPoliciesTest {
    private static final Path GOLDEN =
            Path.of("src", "test", "resources", "io", "sallyport", "tls", "policy");

    static Stream<TlsPolicy> policies() {
        return TlsPolicies.all().stream();
    }

    @ParameterizedTest
    @MethodSource("policies")
    void meansWhatIsWrittenDown(TlsPolicy policy) throws IOException {
        Path file = GOLDEN.resolve(policy.name() + ".txt");
        String text = inWords(policy);
        if ("write".equals(System.getProperty("golden"))) {
            Files.createDirectories(GOLDEN);
            Files.writeString(file, text);
        }

        assertThat(file).as("run with -Dgolden=write to write it").exists();
        assertThat(text).isEqualTo(Files.readString(file));
    }

    @Test
    void noneIsWrittenDownThatDoesNotExist() throws IOException {
        try (Stream<Path> files = Files.list(GOLDEN)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            policies().map(policy -> policy.name() + ".txt").toList());
        }
    }

    @ParameterizedTest
    @MethodSource("policies")
    void isFoundByItsName(TlsPolicy policy) {
        assertThat(TlsPolicies.named(policy.name())).contains(policy);
    }

    @Test
    void knowsNoOtherNames() {
        assertThat(TlsPolicies.named("mozilla-modern")).isEmpty();
        assertThat(TlsPolicies.named("")).isEmpty();
    }

    @Test
    void cannotBeEmpty() {
        TlsPolicy policy = TlsPolicies.MOZILLA_MODERN_6_0;

        assertThatIllegalArgumentException()
                .isThrownBy(() -> policy.withGroups(List.of()))
                .withMessage("groups: none (expected: at least one)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> policy.withCipherSuites(List.of()))
                .withMessage("cipherSuites: none (expected: at least one)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> policy.withSignatureSchemes(List.of()))
                .withMessage("signatureSchemes: none (expected: at least one)");
    }

    private static String inWords(TlsPolicy policy) {
        return "name: "
                + policy.name()
                + "\n"
                + list("versions", policy.versions())
                + list("cipher suites", policy.cipherSuites())
                + "whose order of suites decides: "
                + policy.suitePreference().name().toLowerCase(Locale.ROOT)
                + "\n"
                + list("groups", policy.groups())
                + list("signature schemes", policy.signatureSchemes());
    }

    private static String list(String title, List<? extends CodePoint> values) {
        return values.stream()
                .map(value -> "    " + value.label() + "\n")
                .collect(Collectors.joining("", title + ":\n", ""));
    }
}
