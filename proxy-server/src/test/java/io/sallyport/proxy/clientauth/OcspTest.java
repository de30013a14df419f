package io.sallyport.proxy.clientauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.proxy.clientauth.CertificateCase.Authorities;
import io.sallyport.proxy.clientauth.ClientPki.Holder;
import io.sallyport.proxy.insight.ClientCertificateResult;
import io.sallyport.proxy.insight.ClientCertificateResult.Kind;
import io.sallyport.proxy.insight.FailureExplanation;
import io.sallyport.proxy.insight.FailureReason;
import io.sallyport.proxy.insight.HandshakeReport;
import io.sallyport.proxy.testing.ConfiguredProxy;
import io.sallyport.proxy.testing.TestServer;
import io.sallyport.tls.event.HandshakeKind;
import io.sallyport.tls.event.ResumptionMiss;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whom a listener asks by OCSP, when, and what it makes of that together with CRLs, staples and sessions.
@Timeout(60)
class OcspTest {
    private static final String TLS_1_3 = "TLSv1.3";

    private final Set<BigInteger> revoked = ConcurrentHashMap.newKeySet();
    @TempDir private Path folder;
    private Path crls;
    private OcspServer responder;
    private TestServer server;
    private @Nullable ConfiguredProxy proxy;

    @BeforeEach
    void files() throws IOException {
        OcspFiles.write(folder);
        crls = Files.createDirectory(folder.resolve("crls"));
        server = TestServer.start(TestServer.ECHO);
        responder = OcspServer.start();
        answerFor(Duration.ofHours(2));
    }

    @AfterEach
    void stop() {
        responder.release();
        if (proxy != null) {
            proxy.close();
        }
        server.close();
        responder.close();
    }

    @Test
    void asksWhomTheCertificateNames() throws IOException {
        start("ocsp: {}");
        Holder client = named("file:///etc/passwd", "ftp://127.0.0.1/", responder.url());

        assertAccepted(call(client));
        assertThat(responder.requests()).isEqualTo(1);
    }

    @Test
    void opensNothingButUrlsOfHttp() throws IOException {
        start("ocsp: {}");

        HandshakeReport report = refused(named("file:///etc/passwd", "http:///path", "no url"));

        assertThat(report.reason()).isEqualTo(FailureReason.CLIENT_CERTIFICATE_REVOCATION_UNKNOWN);
        assertThat(FailureExplanation.of(report))
                .contains("may be revoked: it names no OCSP responder that can be asked, and none");
    }

    @Test
    void asksNobodyOnTheWordOfACertificateThatIsNotGoodOtherwise() throws IOException {
        start("allow: [{ dns: a.example }], ocsp: {}");
        refused(naming(pki(), responder.url()).issuedBy(Authorities.ROOT));
        refused(naming(pki().dns("a.example"), responder.url()).issuedBy(Authorities.STRANGER));
        refused(
                naming(pki().dns("a.example"), responder.url())
                        .valid(Duration.ofDays(-2), Duration.ofDays(-1))
                        .issuedBy(Authorities.ROOT));

        assertThat(responder.requests()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"leaf, 1", "chain, 2"})
    void asksAboutCasBetweenIfItIsTold(String scope, int requests) throws IOException {
        start("ocsp: { responder: '" + responder.url() + "', scope: " + scope + " }");
        Holder client =
                ClientPki.client("CN=client", "P-256").issuedBelow(Authorities.INTERMEDIATE);

        assertAccepted(call(client));
        assertThat(responder.requests()).isEqualTo(requests);
    }

    @Test
    void refusesWhatARevokedCaHasIssued() throws IOException {
        start("ocsp: { responder: '" + responder.url() + "', scope: chain }");
        revoked.add(Authorities.INTERMEDIATE.certificate().getSerialNumber());

        HandshakeReport report =
                refused(
                        ClientPki.client("CN=client", "P-256")
                                .issuedBelow(Authorities.INTERMEDIATE));

        assertThat(report.reason()).isEqualTo(FailureReason.CLIENT_CERTIFICATE_REVOKED);
        assertThat(FailureExplanation.of(report))
                .startsWith("a certificate above the client's is revoked since ");
    }

    @Test
    void asksOnceAndRemembersThroughAReloadThatChangesNothingOfIt() throws IOException {
        start(asking());
        Holder client = client();

        assertAccepted(call(client));
        assertAccepted(call(client));
        proxy().write(text("clock_skew: 1m, allow: [{ subject_cn: client }], " + asking()));
        proxy().service().reload();
        assertAccepted(call(client));

        assertThat(responder.requests()).isEqualTo(1);
    }

    /// More clients wait than there are threads.
    @Test
    void holdsUpNobodyElseWhileItWaits() throws Exception {
        start(asking(), OcspFiles.listener("other", "mode: required, trust: ca.pem"));
        responder.hold();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> waiting = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                Holder client = client();
                waiting.add(
                        clients.submit(() -> {
                            new CertificateClient(client, TLS_1_3).call(proxy().address("web"));
                            return null;
                        }));
            }
            responder.awaitRequests(8);

            new CertificateClient(client(), TLS_1_3).call(proxy().address("other"));
            assertThat(proxy().traffic().awaitHandshake().connection().listener())
                    .isEqualTo("other");

            responder.release();
            for (Future<?> each : waiting) {
                each.get();
            }
        }
    }

    @Test
    void aClientThatLeavesMeanwhileIsForgotten() throws Exception {
        start(asking());
        responder.hold();
        Holder held = client();
        Socket socket =
                new CertificateClient(held, TLS_1_3).open(proxy().address("web"), "localhost");
        responder.awaitRequest();

        // by a reset, at once
        socket.setSoLinger(true, 0);
        socket.close();
        responder.release();

        assertThat(proxy().traffic().awaitHandshake().reason()).isNotNull();
        proxy().traffic().awaitClosed();
        assertAccepted(call(held));
        assertThat(responder.requests()).isEqualTo(1);
    }

    @Test
    void aTimeoutThatIsNoShorterThanThatOfTheHandshakeLetsNobodyIn() throws IOException {
        proxy =
                ConfiguredProxy.start(
                        folder,
                        text(asking().replace("timeout", "failure: accept, timeout"))
                                .replace("tls:", "tls:\n      handshake_timeout: 500ms"));
        responder.hold();

        assertThat(refused(client()).reason()).isEqualTo(FailureReason.HANDSHAKE_TIMEOUT);
    }

    @ParameterizedTest
    @ValueSource(strings = {TLS_1_3, "TLSv1.2"})
    void resumesSessionsOnWhatItRemembers(String version) throws IOException {
        start(asking());
        CertificateClient client = new CertificateClient(client(), version);

        call(client);
        HandshakeReport again = call(client);

        assertThat(again.kind()).isEqualTo(HandshakeKind.RESUMED);
        assertAccepted(again);
        assertThat(responder.requests()).isEqualTo(1);
    }

    /// An answer whose end is within the clocks' difference counts, and is not remembered.
    @ParameterizedTest
    @CsvSource({"TLSv1.3, required", "TLSv1.2, required", "TLSv1.3, observe", "TLSv1.2, observe"})
    void aSessionDoesNotOutliveWhatIsRemembered(String version, String mode) throws IOException {
        answerFor(Duration.ofSeconds(-30));
        start(mode, asking(), "");
        Holder held = client();
        CertificateClient client = new CertificateClient(held, version);
        call(client);

        HandshakeReport again = call(client);
        assertThat(again.kind()).isEqualTo(HandshakeKind.FULL);
        assertThat(Objects.requireNonNull(again.resumption()).miss())
                .isEqualTo(ResumptionMiss.CLIENT_REVOCATION_UNKNOWN);
        assertAccepted(again);
        assertThat(responder.requests()).isEqualTo(2);

        revoked.add(held.certificate().getSerialNumber());
        HandshakeReport report = mode.equals("observe") ? call(client) : refused(client);
        assertThat(ClientCertificateResult.of(report))
                .contains(
                        new ClientCertificateResult(
                                mode.equals("observe") ? Kind.WOULD_REJECT : Kind.REJECTED,
                                FailureReason.CLIENT_CERTIFICATE_REVOKED));
    }

    /// Nobody is asked for it: a connection goes on for as long as nothing is remembered of its client.
    @Test
    void closesAConnectionOnceItIsRememberedThatItsClientIsRevoked() throws IOException {
        answerFor(Duration.ofSeconds(-30));
        start("close_revoked: true, " + asking());
        Holder held = client();
        try (Socket socket =
                new CertificateClient(held, TLS_1_3).open(proxy().address("web"), "localhost")) {
            assertAccepted(proxy().traffic().awaitHandshake());
            revoked.add(held.certificate().getSerialNumber());
            proxy().service().reload();
            socket.getOutputStream().write('x');
            assertThat(socket.getInputStream().read()).isEqualTo('x');
            assertThat(responder.requests()).isEqualTo(1);

            answerFor(Duration.ofHours(2));
            refused(held);
            proxy().service().reload();

            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void takesWhatAClientStaplesAndAsksNobody() throws IOException {
        start(asking());
        Holder held = client();

        assertAccepted(call(held, TestOcsp.by(Authorities.ROOT, held.certificate()).encoded()));
        assertAccepted(call(held));

        assertThat(responder.requests()).isZero();
    }

    @Test
    void takesAStapleThatNamesTheIssuerBySha256() throws IOException {
        start(asking());
        Holder held = client();

        assertAccepted(
                call(held, TestOcsp.bySha256(Authorities.ROOT, held.certificate()).encoded()));

        assertThat(responder.requests()).isZero();
    }

    @Test
    void refusesWhoStaplesThatItIsRevoked() throws IOException {
        start(asking());
        Holder held = client();
        byte[] stapled = TestOcsp.by(Authorities.ROOT, held.certificate()).revoked().encoded();

        assertThatThrownBy(() -> new StaplingClient(held, stapled).call(proxy().address("web")))
                .isInstanceOf(IOException.class);

        assertThat(proxy().traffic().awaitHandshake().reason())
                .isEqualTo(FailureReason.CLIENT_CERTIFICATE_REVOKED);
        assertThat(responder.requests()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "another's", "forged", "old", "expired", "unknown"})
    void asksIfTheStapleIsNoGood(String kind) throws IOException {
        start(asking());
        Holder held = client();

        assertAccepted(call(held, bad(kind, held.certificate())));

        assertThat(responder.requests()).isEqualTo(1);
    }

    private static byte[] bad(String kind, X509Certificate certificate) {
        TestOcsp good = TestOcsp.by(Authorities.ROOT, certificate);
        return switch (kind) {
            case "garbage" -> new byte[] {1, 2, 3};
            case "another's" -> TestOcsp.by(Authorities.ROOT, client().certificate()).encoded();
            case "forged" -> good.signedBy(client("P-256#forger").keys()).encoded();
            case "old" -> good.valid(Duration.ofHours(-2), Duration.ofDays(2)).encoded();
            case "expired" -> good.valid(Duration.ofHours(-2), Duration.ofHours(-1)).encoded();
            default -> good.unknown().encoded();
        };
    }

    /// A client that was revoked still has the answer from before.
    @Test
    void whatIsKnownCountsMoreThanAStaple() throws IOException {
        start(asking());
        Holder held = client();
        byte[] before = TestOcsp.by(Authorities.ROOT, held.certificate()).encoded();
        revoked.add(held.certificate().getSerialNumber());
        refused(held);

        assertThatThrownBy(() -> new StaplingClient(held, before).call(proxy().address("web")))
                .isInstanceOf(IOException.class);

        assertThat(proxy().traffic().awaitHandshake().reason())
                .isEqualTo(FailureReason.CLIENT_CERTIFICATE_REVOKED);
    }

    @Test
    void aCurrentCrlStandsInForAnAnswer() throws IOException {
        responder.answeringStatus(500);
        write("root.crl", TestCrl.by(Authorities.ROOT));
        start("crl: crls, " + asking());

        assertAccepted(call(client()));
    }

    @Test
    void whoIsRevokedByEitherIsRevoked() throws IOException {
        Holder listed = client();
        Holder told = client();
        write("root.crl", TestCrl.by(Authorities.ROOT).revoking(listed.certificate()));
        revoked.add(told.certificate().getSerialNumber());
        start("crl: crls, " + asking());

        assertThat(refused(listed).reason()).isEqualTo(FailureReason.CLIENT_CERTIFICATE_REVOKED);
        assertThat(responder.requests()).isZero();
        assertThat(refused(told).reason()).isEqualTo(FailureReason.CLIENT_CERTIFICATE_REVOKED);
    }

    @Test
    void anAnswerNeedsNoCrl() throws IOException {
        write("other.crl", TestCrl.by(Authorities.STRANGER));
        start("crl: crls, " + asking());

        assertAccepted(call(client()));
    }

    @ParameterizedTest
    @CsvSource({
        "refuse, refuse, false",
        "refuse, accept, false",
        "accept, refuse, false",
        "accept, accept, true"
    })
    void withNeitherAnAnswerNorACrlBothHaveToAccept(String failure, String stale, boolean admitted)
            throws IOException {
        write("other.crl", TestCrl.by(Authorities.STRANGER));
        responder.answeringStatus(500);
        start(
                String.format(
                        Locale.ROOT,
                        "crl: crls, stale_crl: %s, ocsp: { responder: '%s', failure: %s }",
                        stale,
                        responder.url(),
                        failure));

        if (admitted) {
            assertAccepted(call(client()));
        } else {
            assertThat(refused(client()).reason())
                    .isEqualTo(FailureReason.CLIENT_CERTIFICATE_REVOCATION_UNKNOWN);
        }
    }

    @Test
    void believesNoResponderWhoseOwnCertificateIsRevoked() throws IOException {
        Holder delegate = OcspCase.Delegates.HONEST;
        write("root.crl", TestCrl.by(Authorities.INTERMEDIATE));
        responder.answering(
                q -> TestOcsp.by(Authorities.ROOT, q.about()).delegatedTo(delegate).encoded());
        start("crl: crls, " + asking());
        Holder client = client();
        assertAccepted(call(client));

        write(
                "root.crl",
                TestCrl.by(Authorities.ROOT)
                        .due(Duration.ofMinutes(-10))
                        .revoking(delegate.certificate()));
        proxy().service().pollClientTrust();

        HandshakeReport report = refused(client);
        assertThat(report.reason()).isEqualTo(FailureReason.CLIENT_CERTIFICATE_REVOCATION_UNKNOWN);
        assertThat(FailureExplanation.of(report))
                .contains("its issuer's OCSP responder has a certificate that is revoked");
    }

    @Test
    void countsAndTimesRequests() throws Exception {
        start(asking());
        call(client());
        Holder other = client();
        revoked.add(other.certificate().getSerialNumber());
        refused(other);

        assertThat(metrics())
                .contains("sallyport_tls_ocsp_requests_total{listener=\"web\",result=\"good\"} 1.0")
                .contains(
                        "sallyport_tls_ocsp_requests_total{listener=\"web\",result=\"revoked\"} 1.0")
                .contains(
                        "sallyport_tls_ocsp_requests_total{listener=\"web\",result=\"timeout\"} 0.0")
                .contains("sallyport_tls_ocsp_request_duration_seconds_count{listener=\"web\"} 2");
    }

    private String metrics() throws Exception {
        InetSocketAddress admin = proxy().address("admin");
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(
                                            URI.create(
                                                    "http://127.0.0.1:"
                                                            + admin.getPort()
                                                            + "/metrics"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    /// Says who is revoked, by answers that are valid for so long from now.
    private void answerFor(Duration validity) {
        responder.answering(q -> {
            Holder issuer =
                    OcspServer.isAbout(q, Authorities.INTERMEDIATE)
                            ? Authorities.INTERMEDIATE
                            : Authorities.ROOT;
            TestOcsp answer =
                    TestOcsp.by(issuer, q.about()).valid(Duration.ofMinutes(-1), validity);
            return (revoked.contains(q.about().getSerialNumber()) ? answer.revoked() : answer)
                    .encoded();
        });
    }

    private static ClientPki pki() {
        return ClientPki.client("CN=client", "P-256");
    }

    private static Holder client() {
        return client("P-256");
    }

    private static Holder client(String kind) {
        return ClientPki.client("CN=client", kind).issuedBy(Authorities.ROOT);
    }

    private static Holder named(String... responders) {
        return naming(ClientPki.client("CN=client", "P-256"), responders)
                .issuedBy(Authorities.ROOT);
    }

    private static ClientPki naming(ClientPki pki, String... responders) {
        List<AccessDescription> descriptions = new ArrayList<>();
        for (String each : responders) {
            descriptions.add(
                    new AccessDescription(
                            AccessDescription.id_ad_ocsp,
                            new GeneralName(GeneralName.uniformResourceIdentifier, each)));
        }
        return pki.with(
                Extension.authorityInfoAccess,
                false,
                new AuthorityInformationAccess(descriptions.toArray(AccessDescription[]::new)));
    }

    private void write(String name, TestCrl crl) throws IOException {
        Path written = Files.write(folder.resolve("new"), crl.encoded());
        Files.move(written, crls.resolve(name), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    private String asking() {
        return "ocsp: { responder: '" + responder.url() + "', timeout: 20s }";
    }

    private void start(String clientAuth) throws IOException {
        start("required", clientAuth, "");
    }

    private void start(String clientAuth, String moreListeners) throws IOException {
        start("required", clientAuth, moreListeners);
    }

    private void start(String mode, String clientAuth, String moreListeners) throws IOException {
        proxy =
                ConfiguredProxy.start(
                        folder,
                        "listeners:\n"
                                + OcspFiles.listener(
                                        "web", "mode: " + mode + ", trust: ca.pem, " + clientAuth)
                                + moreListeners
                                + OcspFiles.backend(server));
    }

    private String text(String clientAuth) {
        return "listeners:\n"
                + OcspFiles.listener("web", "mode: required, trust: ca.pem, " + clientAuth)
                + OcspFiles.backend(server);
    }

    private ConfiguredProxy proxy() {
        return Objects.requireNonNull(proxy);
    }

    private HandshakeReport call(Holder holder) throws IOException {
        return call(new CertificateClient(holder, TLS_1_3));
    }

    private HandshakeReport call(CertificateClient client) throws IOException {
        client.call(proxy().address("web"));
        return proxy().traffic().awaitHandshake();
    }

    private HandshakeReport call(Holder holder, byte[] stapled) throws IOException {
        new StaplingClient(holder, stapled).call(proxy().address("web"));
        return proxy().traffic().awaitHandshake();
    }

    private HandshakeReport refused(Holder holder) {
        return refused(new CertificateClient(holder, TLS_1_3));
    }

    private HandshakeReport refused(CertificateClient client) {
        assertThatThrownBy(() -> client.call(proxy().address("web")))
                .isInstanceOf(IOException.class);
        return proxy().traffic().awaitHandshake();
    }

    private static void assertAccepted(HandshakeReport report) {
        assertThat(ClientCertificateResult.of(report))
                .contains(new ClientCertificateResult(Kind.ACCEPTED, null));
    }
}
