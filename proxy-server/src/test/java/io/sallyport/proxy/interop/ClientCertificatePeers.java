package io.sallyport.proxy.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.proxy.clientauth.ClientIdentity;
import io.sallyport.proxy.clientauth.ClientPki;
import io.sallyport.proxy.clientauth.ClientPki.Holder;
import io.sallyport.proxy.credential.TestCertificates;
import io.sallyport.proxy.insight.ClientCertificateResult;
import io.sallyport.proxy.insight.ClientCertificateResult.Kind;
import io.sallyport.proxy.insight.FailureReason;
import io.sallyport.proxy.insight.HandshakeReport;
import io.sallyport.proxy.testing.ConfiguredProxy;
import io.sallyport.proxy.testing.ProxyHeader;
import io.sallyport.proxy.testing.TestServer;
import io.sallyport.tls.codepoint.AlertDescription;
import io.sallyport.tls.codepoint.KeyType;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A client that is not ours authenticates itself by a certificate, and the server behind the proxy gets to know as whom,
/// by the PROXY header or by header fields; without one it is refused. A test of a client says how it is run.
@Timeout(180)
abstract class ClientCertificatePeers {
    /// What the proxy's certificate is for.
    static final String NAME = TestPki.serverName(KeyType.EC_P256);

    /// In every answer.
    static final String TOLD = "the server was told:\n";

    static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String WHAT = "client certificates";
    private static final Holder ROOT =
            ClientPki.authority("CN=Clients,O=Example", "P-256#clients").selfSigned();

    @TempDir private Path folder;
    private final BlockingQueue<ProxyHeader> headers = new LinkedBlockingQueue<>();
    private TestPki pki;
    private TestServer server;
    private TestServer httpServer;
    private ConfiguredProxy proxy;

    /// What a client is to do.
    ///
    /// @param version `TLSv1.2` or `TLSv1.3`, and no other
    /// @param certificate to show; null: none
    /// @param authorities PEM of what it trusts
    /// @param folder that it may use, each its own
    record Call(
            InetSocketAddress server,
            String version,
            @Nullable ShownCertificate certificate,
            Path authorities,
            Path folder) {

        boolean isTls12() {
            return version.equals("TLSv1.2");
        }

        String host() {
            return server.getAddress().getHostAddress();
        }

        String port() {
            return String.valueOf(server.getPort());
        }
    }

    static final String REQUEST =
            "GET / HTTP/1.1\r\nHost: " + NAME + "\r\nConnection: close\r\n\r\n";

    /// Why the client cannot be used here, or empty if it can.
    abstract Optional<String> absence();

    /// Connects, verifies the proxy's certificate, asks, and waits for the answer.
    ///
    /// @return what it got to see, the answer among it
    /// @throws IOException if it refuses or is refused; the message holds its own words
    abstract String ask(Call call) throws IOException;

    /// What it says when it is refused for want of a certificate, as a regular expression.
    abstract String refusal(String version);

    /// What it says of a key that it cannot use; empty if it can.
    Optional<String> objection(String version, String kind) {
        return Optional.empty();
    }

    /// Connections that it makes, the one that counts among them, at most.
    int attempts() {
        return 1;
    }

    /// Sends the request to a client that is connected as far as it knows.
    static void send(Program client) throws IOException {
        try {
            client.send(REQUEST);
        } catch (IOException e) {
            client.awaitExit();
            throw client.failure("ended before it was asked");
        }
    }

    @BeforeEach
    void start() throws IOException {
        absence().ifPresent(why -> Peers.skipOrFail(WHAT, why));
        Files.writeString(folder.resolve("clients.pem"), TestCertificates.pem(ROOT.certificate()));
        pki = TestPki.create(folder);
        server = TestServer.start(this::answerHeader);
        httpServer = TestServer.start(this::answerFields);
        proxy = ConfiguredProxy.start(folder, configuration());
    }

    @AfterEach
    void stop() {
        if (proxy != null) {
            proxy.close();
        }
        if (server != null) {
            server.close();
            httpServer.close();
        }
    }

    static Stream<Arguments> versionsAndKinds() {
        return Stream.of("TLSv1.3", "TLSv1.2")
                .flatMap(version ->
                        Stream.of("RSA-2048", "P-256", "Ed25519")
                                .map(kind -> Arguments.of(version, kind)));
    }

    @ParameterizedTest
    @MethodSource("versionsAndKinds")
    void authenticatesItselfByACertificate(String version, String kind) throws Exception {
        Call call = call("web", version, shown(kind));
        Optional<String> objection = objection(version, kind);
        if (objection.isPresent()) {
            assertThatThrownBy(() -> ask(call))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(objection.get());
            assertThat(headers).as("nobody came through").isEmpty();
            return;
        }
        assertThat(ask(call))
                .contains("SSL client=7 verify=0")
                .contains("SSL_VERSION " + version)
                .contains("SSL_CN client " + kind);
        HandshakeReport report = report();
        assertThat(report.session()).as("%s", report.reason()).isNotNull();
        ClientIdentity identity =
                Objects.requireNonNull(
                        Objects.requireNonNull(report.clientCertificate()).identity());
        assertThat(identity.certificate()).isEqualTo(call.certificate().holder().certificate());
        assertThat(ClientCertificateResult.of(report))
                .contains(new ClientCertificateResult(Kind.ACCEPTED, null));
        assertThat(metrics()).contains("reason=\"none\",result=\"accepted\"} ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void aServerOfHttpReadsItInHeaderFields(String version) throws Exception {
        ShownCertificate shown = shown("P-256");
        byte[] certificate = shown.holder().certificate().getEncoded();
        String hash =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate));
        assertThat(ask(call("http", version, shown)))
                .containsIgnoringCase(
                        "client-cert: :" + Base64.getEncoder().encodeToString(certificate) + ":")
                .containsIgnoringCase(
                        "x-forwarded-client-cert: Hash="
                                + hash
                                + ";Subject=\"CN=client P-256,O=Example\"");
        assertThat(ClientCertificateResult.of(report()))
                .contains(new ClientCertificateResult(Kind.ACCEPTED, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void withoutACertificateItIsRefusedAndKnowsIt(String version) throws Exception {
        assertThatThrownBy(() -> ask(call("web", version, null)))
                .isInstanceOf(IOException.class)
                .hasMessageMatching("(?s).*(" + refusal(version) + ").*");
        HandshakeReport report = report();
        assertThat(report.reason()).isEqualTo(FailureReason.CLIENT_CERTIFICATE_MISSING);
        assertThat(report.alertSent())
                .isEqualTo(
                        version.equals("TLSv1.3")
                                ? AlertDescription.CERTIFICATE_REQUIRED
                                : AlertDescription.HANDSHAKE_FAILURE);
        assertThat(metrics())
                .contains("reason=\"client_certificate_missing\",result=\"rejected\"} ");
        assertThat(headers).as("nobody came through").isEmpty();
    }

    /// Of the one that counts: a browser begins others that it ends itself, such as the one in which it is asked for a
    /// certificate.
    private HandshakeReport report() {
        HandshakeReport report = proxy.traffic().awaitHandshake();
        for (int i = 1; i < attempts() && report.reason() == FailureReason.CLIENT_CLOSED; i++) {
            report = proxy.traffic().awaitHandshake();
        }
        return report;
    }

    private Call call(String listener, String version, @Nullable ShownCertificate certificate)
            throws IOException {
        return new Call(
                proxy.address(listener),
                version,
                certificate,
                pki.rootFile(),
                Files.createTempDirectory(folder, "peer"));
    }

    private ShownCertificate shown(String kind) throws IOException, GeneralSecurityException {
        return ShownCertificate.write(
                folder, ClientPki.client("CN=client " + kind + ",O=Example", kind).issuedBy(ROOT));
    }

    private String configuration() throws IOException {
        TestPki.Site site = pki.sites(NAME, KeyType.EC_P256).getFirst();
        return String.format(
                Locale.ROOT,
                """
                listeners:
                  web:
                    bind: 127.0.0.1:0
                    mode: tcp
                    backend: app
                    tls:
                      certificates: [{ chain: %s, key: %s }]
                      alpn: [http/1.1]
                      client_auth: { mode: required, trust: clients.pem }
                  http:
                    bind: 127.0.0.1:0
                    mode: http
                    backend: fields
                    tls:
                      certificates: [{ chain: %s, key: %s }]
                      alpn: [http/1.1]
                      client_auth: { mode: required, trust: clients.pem }
                    client_identity:
                      client_cert: true
                      forward_client_cert_details: sanitize_set
                      set_current_client_cert_details: [subject]
                backends:
                  app:
                    servers: ['%s']
                    send_proxy_protocol: v2
                  fields:
                    servers: ['%s']
                """,
                site.chain(),
                site.key(),
                site.chain(),
                site.key(),
                server.address(),
                httpServer.address());
    }

    /// Says what the header told.
    private void answerHeader(SocketChannel client) throws IOException {
        InputStream in = Channels.newInputStream(client);
        ProxyHeader header = ProxyHeader.read(in);
        if (!head(in).isEmpty()) {
            headers.add(header);
            answer(client, String.join("\n", header.tlvs()));
        }
    }

    /// Says what the request's head told.
    private void answerFields(SocketChannel client) throws IOException {
        answer(client, head(Channels.newInputStream(client)));
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static void answer(SocketChannel client, String told) throws IOException {
        byte[] body = ("<pre>\n" + TOLD + told + "\n</pre>\n").getBytes(StandardCharsets.UTF_8);
        OutputStream out = Channels.newOutputStream(client);
        out.write(
                ("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\nContent-Length: "
                                + body.length
                                + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        out.write(body);
    }

    private List<String> lines() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI address =
                    URI.create("http://127.0.0.1:" + proxy.address("admin").getPort() + "/metrics");
            return client.send(
                            HttpRequest.newBuilder(address).build(),
                            HttpResponse.BodyHandlers.ofLines())
                    .body()
                    .filter(line -> line.startsWith("sallyport_tls_client_certificates_total{"))
                    .toList();
        }
    }

    private String metrics() throws Exception {
        return String.join("\n", lines());
    }
}
