package io.sallyport.proxy.insight;

import io.sallyport.proxy.clientauth.ClientIdentity;
import io.sallyport.proxy.clientauth.Rejection;
import io.sallyport.proxy.clientauth.SubjectNames;
import io.sallyport.proxy.credential.TestCertificates;
import io.sallyport.tls.alert.ClientCertificateRefusal;
import io.sallyport.tls.alert.TlsFailure;
import io.sallyport.tls.codepoint.AlertDescription;
import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.codepoint.CodePoints;
import io.sallyport.tls.codepoint.NamedGroup;
import io.sallyport.tls.codepoint.ProtocolVersion;
import io.sallyport.tls.codepoint.SignatureScheme;
import io.sallyport.tls.credential.CertificateChain;
import io.sallyport.tls.event.ClientHelloInfo;
import io.sallyport.tls.event.EarlyDataRefusal;
import io.sallyport.tls.event.HandshakeKind;
import io.sallyport.tls.event.HandshakePhase;
import io.sallyport.tls.event.NegotiatedSession;
import io.sallyport.tls.event.ResumptionMeans;
import io.sallyport.tls.event.ResumptionMiss;
import io.sallyport.tls.event.RetryCause;
import io.sallyport.tls.event.TlsEvent;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Sample reports for tests.
public final class Reports {
    public static final ConnectionInfo CONNECTION =
            new ConnectionInfo(
                    "web",
                    7,
                    new InetSocketAddress("192.0.2.1", 50123),
                    new InetSocketAddress("127.0.0.1", 8443));

    /// The values that the JA4 text uses as its example, GREASE added.
    public static final ClientHelloInfo CHROME =
            new ClientHelloInfo(
                    0x0303,
                    CodePoints.of(0x3a3a, 0x0304, 0x0303),
                    CodePoints.of(
                            0x0a0a, 0x1301, 0x1302, 0x1303, 0xc02b, 0xc02f, 0xc02c, 0xc030, 0xcca9,
                            0xcca8, 0xc013, 0xc014, 0x009c, 0x009d, 0x002f, 0x0035),
                    CodePoints.of(0x2a2a, 0x11ec, 0x001d, 0x0017, 0x0018),
                    CodePoints.of(0x2a2a, 0x001d),
                    CodePoints.of(0x0403, 0x0804, 0x0401, 0x0503, 0x0805, 0x0501, 0x0806, 0x0601),
                    CodePoints.of(
                            0x1a1a, 0x001b, 0x0000, 0x0033, 0x0010, 0x4469, 0x0017, 0x002d, 0x000d,
                            0x0005, 0x0023, 0x0012, 0x002b, 0xff01, 0x000b, 0x000a, 0x0015),
                    List.of("h2", "http/1.1"),
                    "www.example.com",
                    517);

    /// Knows TLS 1.1 at most.
    public static final ClientHelloInfo OLD =
            new ClientHelloInfo(
                    0x0302,
                    CodePoints.NONE,
                    CodePoints.of(0x002f, 0x0035),
                    CodePoints.NONE,
                    CodePoints.NONE,
                    CodePoints.NONE,
                    CodePoints.NONE,
                    List.of(),
                    null,
                    80);

    public static final NegotiatedSession SESSION =
            new NegotiatedSession(
                    ProtocolVersion.TLS_1_3,
                    CipherSuite.TLS_AES_128_GCM_SHA256,
                    NamedGroup.X25519,
                    SignatureScheme.ECDSA_SECP256R1_SHA256,
                    HandshakeKind.FULL,
                    "www.example.com",
                    "certs/site-ecdsa.pem",
                    "h2",
                    List.of());

    public static final PhaseTimes TIMES =
            new PhaseTimes(
                    Map.of(
                            HandshakePhase.CLIENT_HELLO, 1_000_000L,
                            HandshakePhase.SIGNATURE, 200_000L,
                            HandshakePhase.CLIENT_FINISHED, 20_000_000L));

    private Reports() {}

    /// A client whose certificate says what it should, and a line end.
    public static ClientIdentity identity() {
        X509Certificate own =
                TestCertificates.selfSigned(
                                TestCertificates.Wanted.server("client\n.example.com"),
                                TestCertificates.keys("P-256"))
                        .certificate();
        return new ClientIdentity(
                CertificateChain.of(List.of(own)),
                new SubjectNames(Optional.empty(), List.of(), List.of(), List.of(), List.of()),
                List.of(own, own),
                null);
    }

    /// A client whose certificate is not good any more.
    public static ClientIdentity revoked() {
        ClientIdentity good = identity();
        return new ClientIdentity(
                good.chain(),
                good.names(),
                List.of(),
                new Rejection(
                        ClientCertificateRefusal.REVOKED,
                        good.certificate(),
                        "is revoked, says X"));
    }

    public static HandshakeReport success() {
        return success(null);
    }

    /// A client that was asked for a certificate.
    public static HandshakeReport success(@Nullable ClientCertificateReport certificate) {
        return new HandshakeReport(
                CONNECTION,
                HandshakeOutcome.SUCCESS,
                CHROME,
                "www.example.com",
                SESSION,
                null,
                null,
                HandshakePhase.ESTABLISHED,
                HandshakeKind.FULL,
                null,
                null,
                null,
                null,
                -1,
                600,
                21_200_000,
                400_000,
                TIMES,
                certificate);
    }

    /// A session was found again, or not.
    public static HandshakeReport resuming(ResumptionMeans means, ResumptionMiss miss) {
        return new HandshakeReport(
                CONNECTION,
                HandshakeOutcome.SUCCESS,
                CHROME,
                "www.example.com",
                SESSION,
                null,
                null,
                HandshakePhase.ESTABLISHED,
                HandshakeKind.RESUMED,
                null,
                new TlsEvent.ResumptionOffered(means, miss),
                null,
                null,
                -1,
                600,
                21_200_000,
                400_000,
                TIMES,
                null);
    }

    public static HandshakeReport withEarlyData(EarlyDataRefusal refusal) {
        return new HandshakeReport(
                CONNECTION,
                HandshakeOutcome.SUCCESS,
                CHROME,
                "www.example.com",
                SESSION,
                null,
                null,
                HandshakePhase.ESTABLISHED,
                HandshakeKind.RESUMED,
                null,
                null,
                new TlsEvent.EarlyDataOffered(refusal),
                null,
                -1,
                600,
                21_200_000,
                400_000,
                TIMES,
                null);
    }

    /// Asked for another share, then left.
    public static HandshakeReport retried() {
        return new HandshakeReport(
                CONNECTION,
                HandshakeOutcome.ABANDONED,
                CHROME,
                null,
                null,
                FailureReason.CLIENT_CLOSED,
                null,
                HandshakePhase.SECOND_CLIENT_HELLO,
                HandshakeKind.HELLO_RETRY,
                RetryCause.NO_ACCEPTABLE_SHARE,
                null,
                null,
                null,
                -1,
                600,
                21_200_000,
                400_000,
                TIMES,
                null);
    }

    public static HandshakeReport failed(
            TlsFailure failure, HandshakePhase phase, ClientHelloInfo hello) {
        return new HandshakeReport(
                CONNECTION,
                HandshakeOutcome.FAILURE,
                hello,
                null,
                null,
                FailureClassifier.classify(failure, phase),
                failure,
                phase,
                HandshakeKind.FULL,
                null,
                null,
                null,
                failure.alert().orElse(null),
                failure instanceof TlsFailure.AlertReceived(int _, int description)
                        ? description
                        : -1,
                100,
                1_000_000,
                50_000,
                TIMES,
                null);
    }

    public static HandshakeReport outside(
            FailureReason reason, HandshakePhase phase, long bytesReceived) {
        return new HandshakeReport(
                CONNECTION,
                reason.isDeparture() ? HandshakeOutcome.ABANDONED : HandshakeOutcome.FAILURE,
                phase == HandshakePhase.CLIENT_HELLO ? null : CHROME,
                null,
                null,
                reason,
                null,
                phase,
                HandshakeKind.FULL,
                null,
                null,
                null,
                reason == FailureReason.HANDSHAKE_TIMEOUT ? AlertDescription.CLOSE_NOTIFY : null,
                -1,
                bytesReceived,
                10_000_000_000L,
                50_000,
                TIMES,
                null);
    }

    /// A request that was answered.
    ///
    /// @param reason why it was the proxy that answered, or null
    public static RequestReport request(int status, @Nullable String reason) {
        return request(status, reason, null);
    }

    /// The same of a client that has shown who it is.
    public static RequestReport request(
            int status, @Nullable String reason, @Nullable ClientIdentity identity) {
        return new RequestReport(
                CONNECTION,
                SESSION,
                "HTTP/1.1",
                "GET",
                "/a?b",
                "www.example.com",
                status,
                reason,
                reason == null ? null : "in words",
                "pages",
                "app",
                "127.0.0.1:8081",
                3,
                5,
                2_000_000,
                new RequestIds(
                        "01939f2a-7c00-7abc-8def-0123456789ab",
                        "0af7651916cd43dd8448eb211c80319c",
                        null),
                new RequestRemarks("https://example.com/\n\"x", "curl/8"),
                identity);
    }
}
