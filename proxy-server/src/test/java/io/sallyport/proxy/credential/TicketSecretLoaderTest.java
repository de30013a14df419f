package io.sallyport.proxy.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sallyport.config.model.TicketSecretSource;
import io.sallyport.config.problem.Position;
import io.sallyport.config.problem.Positions;
import io.sallyport.tls.crypto.CryptoProvider;
import io.sallyport.tls.crypto.choice.SelectedCryptoProvider;
import io.sallyport.tls.resumption.TicketKeyDescription;
import io.sallyport.tls.resumption.TicketKeyRing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is taken for a secret, and what is said of everything else.
class TicketSecretLoaderTest {
    private static final CryptoProvider CRYPTO = SelectedCryptoProvider.fastest();
    private static final String ONE = "1".repeat(32);
    private static final String TWO = "2".repeat(40);

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n", "\n\n"})
    void lineEndsAtTheEndOfATextDoNotCount(String end) throws IOException {
        assertThat(fingerprint(loaded(files(ONE + end))))
                .isEqualTo(fingerprint(loaded(files(ONE))));
    }

    @Test
    void everyOtherByteCounts() throws IOException {
        List<String> secrets =
                Stream.of(
                                ONE,
                                " " + ONE,
                                ONE + " ",
                                "\n" + ONE,
                                ONE + "\t",
                                ONE + "\0\n",
                                ONE + "\0")
                        .toList();
        for (String secret : secrets) {
            assertThat(secrets.stream().filter(other -> sameKeys(secret, other)))
                    .containsExactly(secret);
        }
    }

    @Test
    void aBinarySecretKeepsWhatLooksLikeALineEnd() throws IOException {
        byte[] binary = new byte[32];
        Arrays.fill(binary, (byte) 0xa7);
        binary[31] = '\n';

        assertThat(load(new TicketSecretSource.SecretFiles(List.of(file("binary", binary)))))
                .isInstanceOf(TicketSecretOutcome.Loaded.class);
    }

    @Test
    void aVariableHoldsWhatFilesHold() throws IOException {
        TicketSecrets files = loaded(files(ONE + "\n", TWO));

        assertThat(loaded(variable(" " + ONE + ",\n\t" + TWO + "\n")).isSameAs(files)).isTrue();
        assertThat(loaded(variable(TWO + " " + ONE)).isSameAs(files)).isFalse();
        assertThat(files.isInFiles()).isTrue();
        assertThat(loaded(variable(ONE)).isInFiles()).isFalse();
    }

    @Test
    void saysWhatIsWrongWithAVariable() {
        String path = "test.yaml:5:7: listeners.web.tls.sessions.ticket_secret_env: ";

        assertThat(problems(variable(",")))
                .containsExactly(
                        path + "the environment variable 'SECRETS' holds no secret; set it to one");
        assertThat(problems(variable(ONE + " " + TWO + "," + ONE)))
                .containsExactly(
                        path
                                + "secret number 3 in the environment variable 'SECRETS' is the same"
                                + " as secret number 1 in the environment variable 'SECRETS'; make"
                                + " another one");
        assertThat(problems(variable(ONE + " swordfish")))
                .containsExactly(
                        path
                                + "secret number 2 in the environment variable 'SECRETS' has 9 bytes;"
                                + " write at least 32, such as openssl rand -base64 48 makes them");
    }

    @Test
    void saysWhatIsWrongWithFiles() throws IOException {
        Path missing = folder.resolve("missing");
        Path large = file("large", new byte[65 * 1024]);

        assertThat(problems(new TicketSecretSource.SecretFiles(List.of(missing, large))))
                .containsExactly(
                        "test.yaml:5:7: listeners.web.tls.sessions.ticket_secret_files[0]: '"
                                + missing
                                + "' does not exist; name a file that is there",
                        "test.yaml:5:7: listeners.web.tls.sessions.ticket_secret_files[1]: '"
                                + large
                                + "' is larger than 64 KiB; name a file with a secret");
        Path key = file("a.key", new byte[48]);
        Path sameName = file("b.key", new byte[80]);
        Path odd = file("c.key", new byte[64]);
        assertThat(problems(new TicketSecretSource.KeyFiles(List.of(key, sameName, odd))))
                .containsExactly(
                        "test.yaml:5:7: listeners.web.tls.sessions.ticket_key_files[1]: '"
                                + sameName
                                + "' has the same name, which is the first 16 bytes, as '"
                                + key
                                + "'; make another one",
                        "test.yaml:5:7: listeners.web.tls.sessions.ticket_key_files[2]: '"
                                + odd
                                + "' holds 64 bytes; name a file of 48 or 80, such as openssl rand"
                                + " 80 makes it");
    }

    @Test
    void keyFilesAreTakenByteByByte() throws IOException {
        byte[] key = new byte[48];
        key[47] = '\n';

        TicketKeyDescription description =
                sealing(loaded(new TicketSecretSource.KeyFiles(List.of(file("a.key", key)))));

        assertThat(description.epochStart()).isNull();
        assertThat(description.number()).isEqualTo(1);
    }

    @Test
    void theyAreMadeUseOfOnce() throws IOException {
        TicketSecrets secrets = loaded(files(ONE));
        fingerprint(secrets);

        assertThatIllegalStateException().isThrownBy(() -> fingerprint(secrets));
        assertThat(loaded(new TicketSecretSource.OwnProcess()).isEmpty()).isTrue();
    }

    private boolean sameKeys(String one, String other) {
        try {
            return fingerprint(loaded(files(one))).equals(fingerprint(loaded(files(other))));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String fingerprint(TicketSecrets secrets) {
        return sealing(secrets).fingerprint();
    }

    private static TicketKeyDescription sealing(TicketSecrets secrets) {
        return new TicketKeyRing(
                        secrets.keys(CRYPTO, "web", Duration.ofHours(2)),
                        InstantSource.fixed(Instant.parse("2026-11-27T00:00:00Z")))
                .keys()
                .getFirst();
    }

    private static TicketSecretSource variable(String value) {
        return new TicketSecretSource.SecretVariable(value);
    }

    private TicketSecretSource files(String... contents) throws IOException {
        Path[] files = new Path[contents.length];
        for (int i = 0; i < contents.length; i++) {
            files[i] = file(i + ".secret", contents[i].getBytes(StandardCharsets.ISO_8859_1));
        }
        return new TicketSecretSource.SecretFiles(List.of(files));
    }

    private Path file(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }

    private static TicketSecrets loaded(TicketSecretSource source) {
        return ((TicketSecretOutcome.Loaded) load(source)).secrets();
    }

    private static List<String> problems(TicketSecretSource source) {
        return ((TicketSecretOutcome.Rejected) load(source))
                .problems().stream().map(String::valueOf).toList();
    }

    /// Of a variable, the test has the value where the configuration has the name.
    private static TicketSecretOutcome load(TicketSecretSource source) {
        Map<String, String> environment =
                source instanceof TicketSecretSource.SecretVariable(String value)
                        ? Map.of("SECRETS", value)
                        : Map.of();
        return new TicketSecretLoader(
                        "web",
                        environment.isEmpty()
                                ? source
                                : new TicketSecretSource.SecretVariable("SECRETS"),
                        environment,
                        Positions.of(
                                "test.yaml",
                                Map.of("listeners.web.tls.sessions", new Position(5, 7))))
                .load();
    }
}
