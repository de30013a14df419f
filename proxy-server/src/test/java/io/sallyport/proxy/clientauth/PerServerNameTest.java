package io.sallyport.proxy.clientauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.proxy.clientauth.ClientPki.Holder;
import io.sallyport.proxy.credential.TestCertificates;
import io.sallyport.proxy.http.HttpBackend;
import io.sallyport.proxy.http.Message;
import io.sallyport.proxy.http.OpensslClient;
import io.sallyport.proxy.http.RawHttp2Client;
import io.sallyport.proxy.insight.FailureReason;
import io.sallyport.proxy.insight.HandshakeReport;
import io.sallyport.proxy.interop.Peers;
import io.sallyport.proxy.testing.ConfiguredProxy;
import io.sallyport.proxy.testing.TestServer;
import io.sallyport.tls.event.HandshakeKind;
import io.sallyport.tls.event.ResumptionMiss;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Settings for some server names hold for the hosts of these names, however a client tries to get there.
@Timeout(60)
class PerServerNameTest {
    private static final String OPEN_BUT_FOR_ADMIN =
            """
            mode: none
            trust: ca.pem
            per_server_name:
              - { server_names: [admin.example.com, "*.admin.example.com"], mode: required }
              - { server_names: [open.admin.example.com], mode: none }
            """;
    private static final String CLOSED_BUT_FOR_WWW =
            """
            mode: required
            trust: ca.pem
            per_server_name:
              - { server_names: [www.example.com], mode: none }
            """;
    private static final Holder CLIENT =
            ClientPki.client("CN=client,O=Example", "P-256")
                    .issuedBy(CertificateCase.Authorities.ROOT);

    @TempDir private Path folder;
    private HttpBackend backend;
    private TestServer echo;
    private TestServer adminEcho;
    private ConfiguredProxy proxy;

    @BeforeEach
    void write() throws IOException {
        Instant now = Instant.now();
        TestCertificates.Held own =
                TestCertificates.selfSigned(
                        TestCertificates.Wanted.server(
                                        "www.example.com",
                                        "admin.example.com",
                                        "*.admin.example.com",
                                        "*.deep.admin.example.com")
                                .valid(now.minusSeconds(3600), now.plus(Duration.ofDays(30))),
                        TestCertificates.keys("P-256"));
        Files.writeString(folder.resolve("site.pem"), TestCertificates.pem(own.certificate()));
        Files.writeString(
                folder.resolve("site.key"), TestCertificates.pem(own.keys().getPrivate()));
        Files.writeString(folder.resolve("ca.pem"), CertificateCase.Authorities.trusted());
        Files.writeString(
                folder.resolve("other.pem"),
                TestCertificates.pem(CertificateCase.Authorities.STRANGER.certificate()));
        backend = new HttpBackend(_ -> HttpBackend.ok("ok"));
        echo = TestServer.start(TestServer.ECHO);
        adminEcho = TestServer.start(TestServer.ECHO);
    }

    @AfterEach
    void stop() {
        proxy.close();
        backend.close();
        echo.close();
        adminEcho.close();
    }

    @ParameterizedTest
    @CsvSource({
        "www.example.com, admin.example.com",
        "www.example.com, ADMIN.Example.com",
        "www.example.com, admin.example.com.",
        "www.example.com, admin.example.com:443",
        "www.example.com, Admin.example.com.:8443",
        "www.example.com, a.admin.example.com",
        "open.admin.example.com, admin.example.com",
        "a.deep.admin.example.com, admin.example.com",
        "elsewhere.example.org, admin.example.com",
        "10.0.0.1, admin.example.com",
        ", admin.example.com",
        ", a.admin.example.com",
    })
    void aHostThatNeedsACertificateIsNotReachedByAnotherServerName(
            @Nullable String serverName, String host) throws Exception {
        start(OPEN_BUT_FOR_ADMIN);
        for (Holder holder : new Holder[] {null, CLIENT}) {
            try (SSLSocket client = client(holder).open(proxy.address("web"), serverName)) {
                assertThat(ask(client, get(host))).isEqualTo(421);
                assertThat(ask(client, get("http://" + host + "/", host))).isEqualTo(421);
            }
            assertThat(proxy.traffic().awaitRequest().reason()).isEqualTo("misdirected_client");
            assertThat(proxy.traffic().awaitRequest().reason()).isEqualTo("misdirected_client");
        }
        assertThat(backend.requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "www.example.com, www.example.com",
        "www.example.com, elsewhere.example.org",
        "open.admin.example.com, open.admin.example.com",
        "a.deep.admin.example.com, a.deep.admin.example.com",
        ", www.example.com",
        ", 127.0.0.1",
        ", [::1]:8443",
    })
    void hostsThatNeedNoneAreReachedWithout(@Nullable String serverName, String host)
            throws Exception {
        start(OPEN_BUT_FOR_ADMIN);
        try (SSLSocket client = client(null).open(proxy.address("web"), serverName)) {
            int status = ask(client, get(host));
            assertThat(status).isEqualTo(host.equals("elsewhere.example.org") ? 421 : 200);
        }
        String reason = proxy.traffic().awaitRequest().reason();
        assertThat(reason).isNotEqualTo("misdirected_client");
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin.example.com", "ADMIN.example.com", "a.admin.example.com"})
    void itsOwnServerNameNeedsTheCertificate(String serverName) throws Exception {
        start(OPEN_BUT_FOR_ADMIN);
        String host = serverName.toLowerCase(Locale.ROOT);
        assertThatThrownBy(
                        () -> {
                            try (SSLSocket client =
                                    client(null).open(proxy.address("web"), serverName)) {
                                ask(client, get(host));
                            }
                        })
                .isInstanceOf(IOException.class);
        assertThat(proxy.traffic().awaitHandshake().reason())
                .isEqualTo(FailureReason.CLIENT_CERTIFICATE_MISSING);

        try (SSLSocket client = client(CLIENT).open(proxy.address("web"), serverName)) {
            assertThat(ask(client, get(host))).isEqualTo(200);
            assertThat(ask(client, get(host + ".:443"))).isEqualTo(200);
            assertThat(ask(client, get("www.example.com"))).isEqualTo(421);
            assertThat(ask(client, get("127.0.0.1"))).isEqualTo(421);
            assertThat(ask(client, "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"))
                    .isEqualTo(421);
            assertThat(ask(client, get("b.admin.example.com"))).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.0\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: [::1]\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: elsewhere\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a.www.example.com\r\n\r\n",
            })
    void whatNamesNoSuchHostIsHeldToTheListenersOwnSettings(String request) throws Exception {
        start(CLOSED_BUT_FOR_WWW);
        try (SSLSocket client = client(null).open(proxy.address("web"), "www.example.com")) {
            assertThat(ask(client, request)).isEqualTo(421);
        }
        assertThatThrownBy(
                        () -> {
                            try (SSLSocket client = client(null).open(proxy.address("web"), null)) {
                                ask(client, request);
                            }
                        })
                .isInstanceOf(IOException.class);
        assertThat(backend.requests()).isEmpty();
    }

    @Test
    void aStreamOfASharedConnectionOfHttp2IsMisdirectedAndTheOthersGoOn() throws Exception {
        start(OPEN_BUT_FOR_ADMIN);
        try (RawHttp2Client client =
                RawHttp2Client.started(
                        client(null).open(proxy.address("web"), "www.example.com", "h2"))) {
            assertThat(status(client, 1, ":authority", "www.example.com")).isEqualTo("200");
            assertThat(status(client, 3, ":authority", "admin.example.com")).isEqualTo("421");
            assertThat(status(client, 5, ":authority", "Admin.example.com.:443")).isEqualTo("421");
            assertThat(status(client, 7, "host", "admin.example.com")).isEqualTo("421");
            assertThat(status(client, 9, ":authority", "www.example.com")).isEqualTo("200");
        }
        assertThat(backend.requests()).hasSize(2);
    }

    @Test
    void aReloadOpensNoHostToConnectionsFromBefore() throws Exception {
        start(OPEN_BUT_FOR_ADMIN);
        try (SSLSocket client = client(null).open(proxy.address("web"), "www.example.com")) {
            assertThat(ask(client, get("www.example.com"))).isEqualTo(200);
            reload("mode: required\ntrust: ca.pem\n");

            assertThat(ask(client, get("admin.example.com"))).isEqualTo(421);
            assertThat(ask(client, get("www.example.com"))).isEqualTo(200);
        }
    }

    @Test
    void aReloadClosesAHostToConnectionsForOthers() throws Exception {
        start("mode: none\n");
        try (SSLSocket client = client(null).open(proxy.address("web"), "www.example.com")) {
            assertThat(ask(client, get("admin.example.com"))).isEqualTo(200);
            reload(OPEN_BUT_FOR_ADMIN);

            assertThat(ask(client, get("admin.example.com"))).isEqualTo(421);
        }
    }

    /// JSSE asks for the name of the session, whatever it is told.
    @ParameterizedTest
    @ValueSource(strings = {"-tls1_3", "-tls1_2"})
    void aSessionBegunUnderANameWithoutCertificatesIsNotResumedUnderOneWith(String version)
            throws Exception {
        findOpenssl();
        start(OPEN_BUT_FOR_ADMIN);
        int port = proxy.address("web").getPort();
        new OpensslClient(folder, "www.example.com", "http/1.1", version).begin(port);
        proxy.traffic().awaitHandshake();
        new OpensslClient(folder, "www.example.com", "http/1.1", version)
                .comeBack(port, closing("www.example.com"));
        assertThat(proxy.traffic().awaitHandshake().kind()).isEqualTo(HandshakeKind.RESUMED);

        new OpensslClient(folder, "admin.example.com", "http/1.1", version)
                .comeBack(port, closing("admin.example.com"));
        HandshakeReport report = proxy.traffic().awaitHandshake();
        assertThat(Objects.requireNonNull(report.resumption()).miss())
                .isEqualTo(ResumptionMiss.SERVER_NAME_DIFFERS);
        assertThat(report.reason()).isEqualTo(FailureReason.CLIENT_CERTIFICATE_MISSING);
        assertThat(backend.requests())
                .noneMatch(request -> "admin.example.com".equals(request.field("host")));
    }

    @Test
    void earlyDataForAHostThatNeedsACertificateIsMisdirected() throws Exception {
        findOpenssl();
        start(OPEN_BUT_FOR_ADMIN);
        int port = proxy.address("web").getPort();
        new OpensslClient(folder, "www.example.com", "http/1.1", "-tls1_3").begin(port);
        proxy.traffic().awaitHandshake();
        proxy.traffic().awaitRequest();

        new OpensslClient(folder, "www.example.com", "http/1.1", "-tls1_3")
                .comeBack(port, closing("admin.example.com"), "");
        assertThat(proxy.traffic().awaitHandshake().kind()).isEqualTo(HandshakeKind.EARLY_DATA);
        assertThat(proxy.traffic().awaitRequest().reason()).isEqualTo("misdirected_client");
        assertThat(backend.requests())
                .noneMatch(request -> "admin.example.com".equals(request.field("host")));
    }

    @ParameterizedTest
    @CsvSource({"TLSv1.3, www.example.com", "TLSv1.2, www.example.com", "TLSv1.3,", "TLSv1.2,"})
    void aSessionBegunWithoutCertificatesIsNotResumedOnceItsNameNeedsThem(
            String version, @Nullable String serverName) throws Exception {
        start("mode: none\n");
        CertificateClient client = new CertificateClient(null, version);
        client.call(proxy.address("raw"), serverName);
        proxy.traffic().awaitHandshake();
        reload(
                """
                mode: %s
                trust: ca.pem
                per_server_name: [{ server_names: ["*.example.com"], mode: required }]
                """
                        .replace("%s", serverName == null ? "required" : "none"));

        assertThatThrownBy(() -> client.call(proxy.address("raw"), serverName))
                .isInstanceOf(IOException.class);
        assertThat(proxy.traffic().awaitHandshake().reason())
                .isEqualTo(FailureReason.CLIENT_CERTIFICATE_MISSING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void aSessionOfOneNamesCaIsNotResumedOnceItsNameTrustsAnother(String version) throws Exception {
        String settings =
                """
                mode: none
                per_server_name:
                  - { server_names: [admin.example.com], mode: required, trust: %s }
                """;
        start(settings.replace("%s", "ca.pem"));
        CertificateClient client = new CertificateClient(CLIENT, version);
        client.call(proxy.address("raw"), "admin.example.com");
        proxy.traffic().awaitHandshake();
        reload(settings.replace("%s", "other.pem"));

        assertThatThrownBy(() -> client.call(proxy.address("raw"), "admin.example.com"))
                .isInstanceOf(IOException.class);
        assertThat(proxy.traffic().awaitHandshake().reason())
                .isEqualTo(FailureReason.CLIENT_CERTIFICATE_UNKNOWN_CA);
        client.call(proxy.address("raw"), "www.example.com");
    }

    @Test
    void aConnectionInModeTcpGoesByTheServerNameItself() throws Exception {
        start(OPEN_BUT_FOR_ADMIN);
        client(CLIENT).call(proxy.address("raw"), "Admin.example.com");
        assertThat(proxy.traffic().awaitClosed().backend()).isEqualTo("admin_echo");
        client(null).call(proxy.address("raw"), "www.example.com");
        assertThat(proxy.traffic().awaitClosed().backend()).isEqualTo("echo");
        client(null).call(proxy.address("raw"), null);
        assertThat(proxy.traffic().awaitClosed().backend()).isEqualTo("echo");

        assertThatThrownBy(() -> client(null).call(proxy.address("raw"), "admin.example.com"))
                .isInstanceOf(IOException.class);
        assertThat(proxy.traffic().awaitClosed().backend()).isNull();
    }

    private static String status(RawHttp2Client client, int stream, String hostField, String host)
            throws IOException {
        if (hostField.startsWith(":")) {
            client.headers(
                    stream, true, ":method", "GET", ":scheme", "https", hostField, host, ":path",
                    "/");
        } else {
            client.headers(
                    stream, true, ":method", "GET", ":scheme", "https", ":path", "/", hostField,
                    host);
        }
        return client.answer(stream).status();
    }

    private static void findOpenssl() {
        Peers.absenceOf("openssl").ifPresent(why -> Peers.skipOrFail("sessions by name", why));
    }

    private static String closing(String host) {
        return "GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
    }

    private static CertificateClient client(@Nullable Holder holder) {
        return new CertificateClient(holder, "TLSv1.3");
    }

    private static String get(String host) {
        return get("/", host);
    }

    private static String get(String target, String host) {
        return "GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n";
    }

    private static int ask(SSLSocket client, String request) throws IOException {
        client.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        Message answer = Message.read(client.getInputStream(), false);
        if (answer == null) {
            throw new IOException("no answer");
        }
        return Integer.parseInt(answer.firstLine().split(" ", 3)[1]);
    }

    private void start(String clientAuth) throws IOException {
        proxy = ConfiguredProxy.start(folder, text(clientAuth));
    }

    private void reload(String clientAuth) throws IOException {
        proxy.write(text(clientAuth));
        proxy.service().reload();
    }

    private String text(String clientAuth) {
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
                      sessions: { early_data: true }
                      client_auth:
                %1$s
                  raw:
                    bind: 127.0.0.1:0
                    mode: tcp
                    backend: echo
                    routes:
                      - match: { server_name: [admin.example.com] }
                        backend: admin_echo
                    tls:
                      certificates: [{ chain: site.pem, key: site.key }]
                      client_auth:
                %1$s
                backends:
                  app: { servers: ['%2$s'] }
                  echo: { servers: ['%3$s'] }
                  admin_echo: { servers: ['%4$s'] }
                """,
                clientAuth.indent(8),
                backend.address(),
                echo.address(),
                adminEcho.address());
    }
}
