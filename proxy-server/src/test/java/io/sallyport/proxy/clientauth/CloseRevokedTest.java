package io.sallyport.proxy.clientauth;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.proxy.clientauth.CertificateCase.Authorities;
import io.sallyport.proxy.clientauth.ClientPki.Holder;
import io.sallyport.proxy.credential.TestCertificates;
import io.sallyport.proxy.http.HttpBackend;
import io.sallyport.proxy.http.Message;
import io.sallyport.proxy.http.RawHttp2Client;
import io.sallyport.proxy.insight.CloseCause;
import io.sallyport.proxy.insight.ConnectionReport;
import io.sallyport.proxy.testing.ConfiguredProxy;
import io.sallyport.proxy.testing.TestServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Connections of clients whose certificates are not good any more.
@Timeout(60)
class CloseRevokedTest {
    private static final String TLS_1_3 = "TLSv1.3";
    private static final String CLOSING = "mode: required, close_revoked: true";
    private static final String GET = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private final Holder revoked = client("revoked");
    private final Holder other = client("other");
    private final CompletableFuture<Void> asked = new CompletableFuture<>();
    private final CompletableFuture<Void> mayAnswer = new CompletableFuture<>();

    @TempDir private Path folder;
    private HttpBackend backend;
    private TestServer echo;
    private ConfiguredProxy proxy;

    @BeforeEach
    void write() throws IOException {
        Instant now = Instant.now();
        TestCertificates.Held own =
                TestCertificates.selfSigned(
                        TestCertificates.Wanted.server("localhost")
                                .valid(now.minusSeconds(3600), now.plus(Duration.ofDays(30))),
                        TestCertificates.keys("P-256"));
        Files.writeString(folder.resolve("site.pem"), TestCertificates.pem(own.certificate()));
        Files.writeString(
                folder.resolve("site.key"), TestCertificates.pem(own.keys().getPrivate()));
        Files.writeString(folder.resolve("ca.pem"), Authorities.trusted());
        Files.write(folder.resolve("root.crl"), TestCrl.by(Authorities.ROOT).encoded());
        echo = TestServer.start(TestServer.ECHO);
        backend =
                new HttpBackend(request -> {
                    if (request.firstLine().contains("/slow")) {
                        asked.complete(null);
                        mayAnswer.join();
                    }
                    return HttpBackend.ok("ok");
                });
    }

    @AfterEach
    void stop() {
        mayAnswer.complete(null);
        proxy.close();
        backend.close();
        echo.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {TLS_1_3, "TLSv1.2"})
    void aConnectionIsClosedInOrderWhenItsCertificateIsRevokedAndNoOther(String version)
            throws Exception {
        start(CLOSING);
        try (SSLSocket client = open("raw", revoked, version);
                SSLSocket another = open("raw", other, version)) {
            assertEchoes(client);
            assertEchoes(another);

            revoke();

            // without close_notify this would be an exception
            assertThat(client.getInputStream().read()).isEqualTo(-1);
            assertThat(proxy.traffic().awaitClosed().cause())
                    .isEqualTo(CloseCause.CLIENT_CERTIFICATE);
            assertEchoes(another);
        }
        assertThat(proxy.traffic().awaitClosed().cause()).isEqualTo(CloseCause.CLIENT_CLOSED);
        assertThat(metrics())
                .contains(
                        "sallyport_tls_clients_dismissed_total{listener=\"raw\",reason=\"client_certificate_revoked\"} 1.0");
    }

    @Test
    void aConnectionBetweenTwoRequestsIsClosed() throws Exception {
        start(CLOSING);
        try (SSLSocket client = open("web", revoked, TLS_1_3)) {
            send(client, GET);
            assertThat(Message.read(client.getInputStream(), false).body()).isEqualTo("ok");

            revoke();

            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(proxy.traffic().awaitClosed().cause()).isEqualTo(CloseCause.CLIENT_CERTIFICATE);
    }

    @Test
    void aRequestUnderWayEnds() throws Exception {
        start(CLOSING);
        try (SSLSocket client = open("web", revoked, TLS_1_3)) {
            send(client, GET.replace("GET /", "GET /slow"));
            asked.join();

            revoke();

            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(proxy.traffic().awaitRequest().status()).isEqualTo(499);
        assertThat(proxy.traffic().awaitClosed().cause()).isEqualTo(CloseCause.CLIENT_CERTIFICATE);
    }

    @Test
    void aConnectionOfHttp2IsToldByGoaway() throws Exception {
        start(CLOSING);
        try (RawHttp2Client client =
                RawHttp2Client.started(
                        new CertificateClient(revoked, TLS_1_3)
                                .open(proxy.address("web"), "localhost", "h2"))) {
            client.headers(
                    1,
                    true,
                    ":method",
                    "GET",
                    ":scheme",
                    "https",
                    ":authority",
                    "localhost",
                    ":path",
                    "/");
            assertThat(client.answer(1).status()).isEqualTo("200");

            revoke();

            assertThat(client.end()).isZero();
        }
        assertThat(proxy.traffic().awaitClosed().cause()).isEqualTo(CloseCause.CLIENT_CERTIFICATE);
    }

    @Test
    void aReloadThatAllowsSomebodyElseClosesIt() throws Exception {
        start(CLOSING);
        try (SSLSocket client = open("raw", revoked, TLS_1_3);
                SSLSocket another = open("raw", other, TLS_1_3)) {
            assertEchoes(client);
            assertEchoes(another);

            proxy.write(text(CLOSING + ", allow: [{ subject_cn: other }]"));
            proxy.service().reload();

            assertThat(client.getInputStream().read()).isEqualTo(-1);
            assertEchoes(another);
        }
    }

    @Test
    void aCaThatIsNotTrustedAnyMoreClosesIt() throws Exception {
        start(CLOSING);
        try (SSLSocket client = open("raw", revoked, TLS_1_3)) {
            assertEchoes(client);

            Files.writeString(
                    folder.resolve("ca.pem"),
                    TestCertificates.pem(Authorities.STRANGER.certificate()));
            proxy.service().pollClientTrust();

            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }

    /// One that is closed for the same reason tells that the review has been there.
    @ParameterizedTest
    @ValueSource(strings = {"mode: required", "mode: observe, close_revoked: true"})
    void aConnectionStaysWhereNothingElseIsConfigured(String settings) throws Exception {
        start(settings + ", per_server_name: [{ server_names: [a.example], " + CLOSING + " }]");
        try (SSLSocket client = open("raw", revoked, TLS_1_3);
                SSLSocket closed =
                        new CertificateClient(revoked, TLS_1_3)
                                .open(proxy.address("raw"), "a.example")) {
            assertEchoes(client);
            assertEchoes(closed);

            revoke();

            assertThat(closed.getInputStream().read()).isEqualTo(-1);
            ConnectionReport report = proxy.traffic().awaitClosed();
            assertThat(report.cause()).isEqualTo(CloseCause.CLIENT_CERTIFICATE);
            assertEchoes(client);
        }
    }

    private static Holder client(String name) {
        return ClientPki.client("CN=" + name, "P-256").issuedBy(Authorities.ROOT);
    }

    private SSLSocket open(String listener, Holder holder, String version) throws IOException {
        return new CertificateClient(holder, version).open(proxy.address(listener), "localhost");
    }

    private static void assertEchoes(SSLSocket client) throws IOException {
        client.getOutputStream().write('x');
        assertThat(client.getInputStream().read()).isEqualTo('x');
    }

    private static void send(SSLSocket client, String request) throws IOException {
        client.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    }

    private String metrics() throws IOException, InterruptedException {
        InetSocketAddress admin = (InetSocketAddress) proxy.service().addresses().get("admin");
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

    private void revoke() throws IOException {
        Files.write(
                folder.resolve("root.crl"),
                TestCrl.by(Authorities.ROOT).revoking(revoked.certificate()).encoded());
        proxy.service().pollClientTrust();
    }

    private void start(String settings) throws IOException {
        proxy = ConfiguredProxy.start(folder, text(settings));
    }

    private String text(String settings) {
        return String.format(
                Locale.ROOT,
                """
                listeners:
                  web:
                    bind: 127.0.0.1:0
                    mode: http
                    backend: app
                    tls:
                      certificates: [{ chain: site.pem, key: site.key }]
                      client_auth: { trust: ca.pem, crl: root.crl, %1$s }
                  raw:
                    bind: 127.0.0.1:0
                    mode: tcp
                    backend: echo
                    tls:
                      certificates: [{ chain: site.pem, key: site.key }]
                      client_auth: { trust: ca.pem, crl: root.crl, %1$s }
                backends:
                  app: { servers: ['%2$s'] }
                  echo: { servers: ['%3$s'] }
                """,
                settings,
                backend.address(),
                echo.address());
    }
}
