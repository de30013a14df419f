package io.sallyport.proxy.clientauth;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.proxy.clientauth.CertificateCase.Authorities;
import io.sallyport.proxy.insight.ClientCertificateResult;
import io.sallyport.proxy.insight.ClientCertificateResult.Kind;
import io.sallyport.proxy.insight.FailureExplanation;
import io.sallyport.proxy.insight.FailureReason;
import io.sallyport.proxy.insight.HandshakeReport;
import io.sallyport.proxy.testing.ConfiguredProxy;
import io.sallyport.proxy.testing.TestServer;
import io.sallyport.tls.codepoint.AlertDescription;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every answer of [OcspCase], where clients are let in without one and where they are not.
@Timeout(120)
class OcspTableTest {
    @TempDir private static Path folder;
    private static OcspServer responder;
    private static TestServer server;
    private static ConfiguredProxy proxy;

    @BeforeAll
    static void start() throws IOException {
        responder = OcspServer.start();
        server = TestServer.start(TestServer.ECHO);
        OcspFiles.write(folder);
        try (ServerSocket closed = new ServerSocket(0)) {
            String nobody = "http://127.0.0.1:" + closed.getLocalPort() + "/";
            proxy =
                    ConfiguredProxy.start(
                            folder,
                            "listeners:\n"
                                    + listener("refuse", "required", "refuse", "", responder.url())
                                    + listener("accept", "required", "accept", "", responder.url())
                                    + listener("observe", "observe", "refuse", "", responder.url())
                                    + listener("down", "required", "refuse", "", nobody)
                                    + listener("down_accept", "required", "accept", "", nobody)
                                    + listener(
                                            "hasty",
                                            "required",
                                            "refuse",
                                            ", timeout: 50ms",
                                            responder.url())
                                    + listener(
                                            "hasty_accept",
                                            "required",
                                            "accept",
                                            ", timeout: 50ms",
                                            responder.url())
                                    + listener(
                                            "hasty_observe",
                                            "observe",
                                            "refuse",
                                            ", timeout: 50ms",
                                            responder.url())
                                    + OcspFiles.backend(server));
        }
    }

    private static String listener(
            String name, String mode, String failure, String more, String url) {
        return OcspFiles.listener(
                name,
                String.format(
                        Locale.ROOT,
                        "mode: %s, trust: ca.pem, clock_skew: 1h, ocsp: { responder: '%s', failure:"
                                + " %s, nonce: true%s }",
                        mode,
                        url,
                        failure,
                        more.isEmpty() ? ", timeout: 9s" : more));
    }

    @AfterAll
    static void stop() {
        proxy.close();
        server.close();
        responder.close();
    }

    @ParameterizedTest
    @EnumSource
    void refusesEverybodyWithoutAGoodAnswerAndSaysWhy(OcspCase each) {
        each.play(responder);

        HandshakeReport report = call("refuse");

        assertResult(report, Kind.REJECTED, reason(each));
        if (each.words() != null) {
            assertThat(report.alertSent())
                    .isEqualTo(
                            each.result() == OcspResult.REVOKED
                                    ? AlertDescription.CERTIFICATE_REVOKED
                                    : AlertDescription.CERTIFICATE_UNKNOWN);
            assertThat(FailureExplanation.of(report)).contains(each.words());
        }
        if (!each.isAnswer()) {
            assertThat(FailureExplanation.of(report))
                    .startsWith(
                            "the client's certificate may be revoked: the OCSP responder "
                                    + responder.url()
                                    + " ");
        }
    }

    @ParameterizedTest
    @EnumSource
    void letsClientsInWithoutAnAnswerWhereThatIsAccepted(OcspCase each) {
        each.play(responder);

        HandshakeReport report = call("accept");

        assertResult(report, Kind.REJECTED, each.isAnswer() ? reason(each) : null);
    }

    @ParameterizedTest
    @EnumSource
    void observeSaysWhomRequiredWouldRefuse(OcspCase each) {
        each.play(responder);

        assertResult(call("observe"), Kind.WOULD_REJECT, reason(each));
    }

    @ParameterizedTest
    @ValueSource(strings = {"down", "down_accept"})
    void aResponderThatIsDownIsNoAnswer(String listener) {
        HandshakeReport report = call(listener);

        if (listener.equals("down")) {
            assertResult(
                    report, Kind.REJECTED, FailureReason.CLIENT_CERTIFICATE_REVOCATION_UNKNOWN);
            assertThat(FailureExplanation.of(report)).contains("/ cannot be connected to; ");
        } else {
            assertResult(report, Kind.REJECTED, null);
        }
    }

    @Test
    void aResponderThatHangsIsWaitedForAsLongAsConfigured() {
        responder.hold();

        HandshakeReport report = call("hasty");
        assertResult(report, Kind.REJECTED, FailureReason.CLIENT_CERTIFICATE_REVOCATION_UNKNOWN);
        assertThat(FailureExplanation.of(report)).contains("/ did not answer within 50 ms; ");
        assertResult(call("hasty_accept"), Kind.REJECTED, null);
        assertResult(
                call("hasty_observe"),
                Kind.WOULD_REJECT,
                FailureReason.CLIENT_CERTIFICATE_REVOCATION_UNKNOWN);
        responder.release();
    }

    private static @Nullable FailureReason reason(OcspCase each) {
        return switch (each.result()) {
            case GOOD -> null;
            case REVOKED -> FailureReason.CLIENT_CERTIFICATE_REVOKED;
            default -> FailureReason.CLIENT_CERTIFICATE_REVOCATION_UNKNOWN;
        };
    }

    /// A client of its own, of which nobody knows.
    private static HandshakeReport call(String listener) {
        CertificateClient client =
                new CertificateClient(
                        ClientPki.client("CN=client", "P-256").issuedBy(Authorities.ROOT),
                        "TLSv1.3");
        try {
            client.call(proxy.address(listener));
        } catch (IOException _) {
            // the report tells
        }
        return proxy.traffic().awaitHandshake();
    }

    /// @param kind if there is a reason
    private static void assertResult(
            HandshakeReport report, Kind kind, @Nullable FailureReason reason) {
        assertThat(ClientCertificateResult.of(report))
                .contains(
                        new ClientCertificateResult(reason == null ? Kind.ACCEPTED : kind, reason));
    }
}
