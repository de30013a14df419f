package io.sallyport.proxy.clientauth;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.proxy.clientauth.ClientPki.Holder;
import io.sallyport.proxy.credential.TestCertificates;
import io.sallyport.proxy.insight.ClientCertificateResult;
import io.sallyport.proxy.insight.ClientCertificateResult.Kind;
import io.sallyport.proxy.insight.FailureExplanation;
import io.sallyport.proxy.insight.FailureReason;
import io.sallyport.proxy.insight.HandshakeReport;
import io.sallyport.proxy.testing.ConfiguredProxy;
import io.sallyport.proxy.testing.TestServer;
import io.sallyport.tls.codepoint.AlertDescription;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every client of [CertificateCase] at a listener of every mode.
@Timeout(120)
class ClientCertificateTableTest {
    private static final String TLS_1_3 = "TLSv1.3";

    @TempDir private static Path folder;
    private static TestServer server;
    private static ConfiguredProxy proxy;

    @BeforeAll
    static void start() throws IOException {
        Instant now = Instant.now();
        TestCertificates.Held own =
                TestCertificates.selfSigned(
                        TestCertificates.Wanted.server("localhost")
                                .valid(now.minusSeconds(3600), now.plus(Duration.ofDays(30))),
                        TestCertificates.keys("P-256"));
        Files.writeString(folder.resolve("site.pem"), TestCertificates.pem(own.certificate()));
        Files.writeString(
                folder.resolve("site.key"), TestCertificates.pem(own.keys().getPrivate()));
        Files.writeString(folder.resolve("ca.pem"), CertificateCase.Authorities.trusted());
        server = TestServer.start(TestServer.ECHO);
        proxy =
                ConfiguredProxy.start(
                        folder,
                        "listeners:\n"
                                + Stream.of("observe", "optional", "required")
                                        .map(ClientCertificateTableTest::listener)
                                        .collect(Collectors.joining())
                                + "backends: { app: { servers: ['"
                                + server.address()
                                + "'] } }\n");
    }

    private static String listener(String mode) {
        return String.format(
                Locale.ROOT,
                """
                  %1$s:
                    bind: 127.0.0.1:0
                    mode: tcp
                    backend: app
                    tls:
                      certificates: [{ chain: site.pem, key: site.key }]
                      sessions: { tickets: false, cache_size: 0 }
                      client_auth:
                        mode: %1$s
                        trust: ca.pem
                        clock_skew: 1h
                        max_chain_length: 4
                        allow:
                          - { dns: "*.clients.example.com" }
                          - { uri: spiffe://example.org/ns/prod/* }
                          - { subject_cn: batch-job, issuer: "CN=Root,O=Example" }
                          - { email: "*@example.com" }
                          - { ip: 10.0.0.0/8 }
                """,
                mode);
    }

    @AfterAll
    static void stop() {
        proxy.close();
        server.close();
    }

    @ParameterizedTest
    @EnumSource
    void requiredLetsInTheGoodOnesOnlyAndSaysWhy(CertificateCase each) throws IOException {
        boolean admitted = isAdmitted(each, "required", TLS_1_3);
        HandshakeReport report = proxy.traffic().awaitHandshake();

        assertThat(admitted).isEqualTo(each.reason().isEmpty());
        if (each.reason().isPresent()) {
            assertRefused(report, each);
        } else {
            assertResult(report, Kind.ACCEPTED, null);
        }
    }

    @ParameterizedTest
    @EnumSource
    void optionalIsLikeRequiredButForClientsWithout(CertificateCase each) throws IOException {
        boolean admitted = isAdmitted(each, "optional", TLS_1_3);
        HandshakeReport report = proxy.traffic().awaitHandshake();

        if (each == CertificateCase.NONE) {
            assertThat(admitted).isTrue();
            assertResult(report, Kind.ABSENT, null);
        } else if (each.reason().isPresent()) {
            assertThat(admitted).isFalse();
            assertRefused(report, each);
        } else {
            assertThat(admitted).isTrue();
            assertResult(report, Kind.ACCEPTED, null);
        }
    }

    @ParameterizedTest
    @EnumSource
    void observeLetsEverybodyInAndSaysWhomRequiredWouldNot(CertificateCase each)
            throws IOException {
        boolean admitted = isAdmitted(each, "observe", TLS_1_3);
        HandshakeReport report = proxy.traffic().awaitHandshake();

        assertThat(admitted).isTrue();
        assertThat(report.alertSent()).isNotIn(each.alert().stream().toArray());
        if (each.reason().isPresent()) {
            assertResult(report, Kind.WOULD_REJECT, each.reason().get());
            assertThat(FailureExplanation.ofObserved(report).orElseThrow()).contains(each.words());
        } else {
            assertResult(report, Kind.ACCEPTED, null);
            assertThat(FailureExplanation.ofObserved(report)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "RSA",
                "ECDSA",
                "INTERMEDIATE",
                "NONE",
                "EXPIRED",
                "STRANGER",
                "NAME_NOT_ALLOWED",
                "FOR_SERVERS"
            })
    void tls12IsNoDifferent(CertificateCase each) throws IOException {
        boolean admitted = isAdmitted(each, "required", "TLSv1.2");
        HandshakeReport report = proxy.traffic().awaitHandshake();

        assertThat(admitted).isEqualTo(each.reason().isEmpty());
        assertThat(report.reason()).isEqualTo(each.reason().orElse(null));
        assertThat(report.alertSent())
                .isEqualTo(
                        each == CertificateCase.NONE
                                ? AlertDescription.HANDSHAKE_FAILURE
                                : each.alert().orElse(null));
    }

    /// The handshake itself is broken: no mode can let that pass.
    @ParameterizedTest
    @ValueSource(strings = {"observe", "optional", "required"})
    void aProofByAnotherKeyIsRefusedInEveryMode(String mode) {
        Holder held = Objects.requireNonNull(CertificateCase.ECDSA.client());
        CertificateClient client =
                new CertificateClient(
                        held.withKeys(TestCertificates.keys("P-256#stolen")), TLS_1_3);

        assertThat(isAdmitted(client, mode)).isFalse();
        HandshakeReport report = proxy.traffic().awaitHandshake();
        assertThat(report.alertSent()).isEqualTo(AlertDescription.DECRYPT_ERROR);
        assertResult(report, Kind.REJECTED, FailureReason.CLIENT_CERTIFICATE_NOT_PROVED);
    }

    @Test
    void observeCountsExactlyWhatRequiredRefuses() throws Exception {
        Map<String, String> before = counts();
        for (CertificateCase each : CertificateCase.values()) {
            isAdmitted(each, "observe", TLS_1_3);
            isAdmitted(each, "required", TLS_1_3);
            proxy.traffic().awaitHandshake();
            proxy.traffic().awaitHandshake();
        }
        Map<String, String> after = counts();

        Map<String, Double> expected =
                Stream.of(CertificateCase.values())
                        .flatMap(each -> each.reason().stream())
                        .collect(
                                Collectors.groupingBy(
                                        FailureReason::id, Collectors.summingDouble(_ -> 1)));
        expected.forEach((reason, count) -> {
            assertThat(growth(before, after, "observe", "would_reject", reason))
                    .as(reason)
                    .isEqualTo(count);
            assertThat(growth(before, after, "required", "rejected", reason))
                    .as(reason)
                    .isEqualTo(count);
        });
        assertThat(growth(before, after, "observe", "accepted", "none"))
                .isEqualTo(growth(before, after, "required", "accepted", "none"))
                .isPositive();
        assertThat(after.keySet())
                .noneMatch(key ->
                        key.contains("\"observe\"")
                                && key.contains("rejected\"")
                                && !key.contains("not_proved"));
    }

    private static double growth(
            Map<String, String> before,
            Map<String, String> after,
            String listener,
            String result,
            String reason) {
        String key =
                "{listener=\""
                        + listener
                        + "\",reason=\""
                        + reason
                        + "\",result=\""
                        + result
                        + "\"}";
        return Double.parseDouble(after.getOrDefault(key, "0"))
                - Double.parseDouble(before.getOrDefault(key, "0"));
    }

    /// The metric by its labels.
    private static Map<String, String> counts() throws Exception {
        InetSocketAddress admin = proxy.address("admin");
        try (HttpClient client = HttpClient.newHttpClient()) {
            String text =
                    client.send(
                                    HttpRequest.newBuilder(
                                                    URI.create(
                                                            "http://127.0.0.1:"
                                                                    + admin.getPort()
                                                                    + "/metrics"))
                                            .build(),
                                    HttpResponse.BodyHandlers.ofString())
                            .body();
            String name = "sallyport_tls_client_certificates_total";
            return text.lines()
                    .filter(line -> line.startsWith(name + "{"))
                    .map(line -> line.substring(name.length()))
                    .collect(
                            Collectors.toMap(
                                    line -> line.substring(0, line.indexOf('}') + 1),
                                    line -> line.substring(line.indexOf('}') + 2)));
        }
    }

    private static void assertRefused(HandshakeReport report, CertificateCase each) {
        assertThat(report.reason()).isEqualTo(each.reason().orElseThrow());
        assertThat(report.alertSent()).isEqualTo(each.alert().orElseThrow());
        assertThat(FailureExplanation.of(report)).contains(each.words());
        assertResult(report, Kind.REJECTED, each.reason().orElseThrow());
    }

    private static void assertResult(HandshakeReport report, Kind kind, FailureReason reason) {
        assertThat(ClientCertificateResult.of(report))
                .contains(new ClientCertificateResult(kind, reason));
    }

    private static boolean isAdmitted(CertificateCase each, String mode, String version)
            throws IOException {
        return isAdmitted(new CertificateClient(each.client(), version), mode);
    }

    private static boolean isAdmitted(CertificateClient client, String mode) {
        try {
            client.call(proxy.address(mode));
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
