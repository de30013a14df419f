package io.sallyport.proxy.credential;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.config.model.ClientAuthMode;
import io.sallyport.config.model.ClientAuthSettings;
import io.sallyport.config.model.StaleCrl;
import io.sallyport.config.problem.Positions;
import io.sallyport.config.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustLoaderTest {
    private static final TestCertificates.Held AUTHORITY =
            TestCertificates.selfSigned(
                    TestCertificates.Wanted.authority("Clients CA"),
                    TestCertificates.keys("P-256"));
    private static final TestCertificates.Held OVER =
            TestCertificates.selfSigned(
                    TestCertificates.Wanted.authority("Old CA")
                            .valid(
                                    TestCertificates.NOW.minus(Duration.ofDays(2)),
                                    TestCertificates.NOW.minus(Duration.ofDays(1))),
                    TestCertificates.keys("P-256"));
    private static final TestCertificates.Held SERVER =
            TestCertificates.issued(
                    TestCertificates.Wanted.server("www.example.com"),
                    TestCertificates.keys("P-256#2"),
                    AUTHORITY);

    @TempDir private Path folder;
    private final List<Problem> problems = new ArrayList<>();

    @BeforeEach
    void write() throws IOException {
        Files.writeString(folder.resolve("good.pem"), TestCertificates.chain(AUTHORITY));
        Files.writeString(folder.resolve("old.pem"), TestCertificates.chain(AUTHORITY, OVER));
        Files.writeString(folder.resolve("server.pem"), TestCertificates.chain(SERVER));
        Files.writeString(folder.resolve("empty.pem"), "");
    }

    @Test
    void readsEveryFile() {
        assertThat(load("good.pem", "old.pem")).isTrue();
        assertThat(problems).extracting(Problem::isError).containsOnly(false);
    }

    @Test
    void warnsOfACaThatHasExpired() {
        assertThat(load("old.pem")).isTrue();
        assertThat(problems)
                .extracting(Problem::message)
                .singleElement()
                .asString()
                .contains("'old.pem' has a certificate (CN=Old CA) that expired at 2026-11-22");
    }

    @Test
    void refusesACertificateThatIsNoCas() {
        assertThat(load("server.pem")).isFalse();
        assertThat(problems)
                .extracting(Problem::message)
                .singleElement()
                .asString()
                .contains("'server.pem' has a certificate (CN=www.example.com) that is no CA's;");
    }

    @Test
    void namesTheFileThatCannotBeUsed() {
        assertThat(load("good.pem", "empty.pem")).isFalse();
        assertThat(problems)
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.path()).isEqualTo("listeners.web.tls.client_auth.trust[1]");
                    assertThat(problem.message()).contains("'empty.pem' is empty");
                });
    }

    private boolean load(String... files) {
        List<Path> trust = new ArrayList<>();
        for (String file : files) {
            trust.add(folder.resolve(file));
        }
        return TrustLoader.load(
                        "listeners.web.tls.client_auth",
                        new ClientAuthSettings(
                                ClientAuthMode.REQUIRED,
                                trust,
                                List.of(),
                                StaleCrl.REFUSE,
                                Optional.empty(),
                                List.of(),
                                Duration.ZERO,
                                5,
                                ClientAuthSettings.DEFAULT_MAX_CHAIN_SIZE,
                                false),
                        Positions.none(folder.resolve("proxy.yaml").toString()),
                        InstantSource.fixed(TestCertificates.NOW),
                        problems)
                .isPresent();
    }
}
