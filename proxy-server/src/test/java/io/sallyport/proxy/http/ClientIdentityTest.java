package io.sallyport.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.proxy.clientauth.CertificateClient;
import io.sallyport.proxy.clientauth.ClientPki.Holder;
import io.sallyport.proxy.credential.TestCertificates;
import io.sallyport.proxy.insight.RequestReport;
import io.sallyport.proxy.interop.Peers;
import io.sallyport.proxy.testing.TestServer;
import io.sallyport.tls.event.HandshakeKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Servers learn who a client is if it has proved that, and only then.
@Timeout(60)
class ClientIdentityTest {
    private static final int PATIENCE_SECONDS = 20;
    private static final String IDENTITY = "client_identity: " + IdentityFixture.EVERYTHING;
    private static final String CAME = "By=spiffe://edge;Hash=00;Subject=\"CN=a\\,b\"";

    @TempDir private Path folder;
    private IdentityFixture fixture;

    @AfterEach
    void stop() {
        if (fixture != null) {
            fixture.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"required, TLSv1.3", "required, TLSv1.2", "optional, TLSv1.3", "observe, TLSv1.3"})
    void aVerifiedClientIsToldOfInEveryForm(String mode, String version) throws Exception {
        start(IdentityFixture.listener(mode, IDENTITY));
        CertificateClient client = new CertificateClient(IdentityFixture.CLIENT, version);

        try (Socket socket = fixture.connect(mode, client, "http/1.1")) {
            assertToldOf(fixture.seen(socket, "GET", "", ""));
            // made once, and there each time
            assertToldOf(fixture.seen(socket, "GET", "", ""));
        }
        try (RawHttp2Client http2 = RawHttp2Client.started(fixture.connect(mode, client, "h2"))) {
            http2.get(1, "/");
            assertThat(http2.answer(1).status()).isEqualTo("200");
            assertToldOf(fixture.backend.requests().getLast());
        }
        RequestReport report = fixture.proxy.traffic().awaitRequest();
        assertThat(Objects.requireNonNull(report.identity()).subject())
                .isEqualTo("CN=client,O=Example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void aResumedConnectionTellsTheSame(String version) throws Exception {
        start(IdentityFixture.listener("required", IDENTITY));
        CertificateClient client = new CertificateClient(IdentityFixture.CLIENT, version);
        for (HandshakeKind kind : new HandshakeKind[] {HandshakeKind.FULL, HandshakeKind.RESUMED}) {
            try (Socket socket = fixture.connect("required", client, "http/1.1")) {
                assertToldOf(fixture.seen(socket, "GET", "", ""));
            }
            assertThat(fixture.proxy.traffic().awaitHandshake().kind()).isEqualTo(kind);
        }
    }

    @Test
    void whoWouldBeRefusedIsNeverToldOfAsVerified() throws Exception {
        start(IdentityFixture.listener("observe", IDENTITY));
        CertificateClient client = new CertificateClient(IdentityFixture.EXPIRED, "TLSv1.3");
        for (HandshakeKind kind : new HandshakeKind[] {HandshakeKind.FULL, HandshakeKind.RESUMED}) {
            try (Socket socket = fixture.connect("observe", client, "http/1.1")) {
                assertNobody(
                        fixture.seen(socket, "GET", "", ""), "refused:client_certificate_expired");
            }
            assertThat(fixture.proxy.traffic().awaitHandshake().kind()).isEqualTo(kind);
            assertThat(fixture.proxy.traffic().awaitRequest().identity()).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "observe", "optional"})
    void ofAClientWithoutACertificateNothingIsTold(String mode) throws Exception {
        start(IdentityFixture.listener(mode, IDENTITY));

        assertNobody(fixture.seen(mode, null, ""), "none");
    }

    @Test
    void earlyDataHasTheIdentityOfItsSession() throws Exception {
        Peers.absenceOf("openssl").ifPresent(why -> Peers.skipOrFail("early data", why));
        start(
                IdentityFixture.listener("required", IDENTITY)
                        .replace(
                                "      client_auth",
                                "      sessions: { early_data: true }\n      client_auth"));
        Holder holder = IdentityFixture.CLIENT;
        Path chain =
                Files.writeString(
                        folder.resolve("client.pem"),
                        TestCertificates.pem(holder.chain().toArray()));
        Path key =
                Files.writeString(
                        folder.resolve("client.key"),
                        TestCertificates.pem(holder.keys().getPrivate()));
        OpensslClient client =
                new OpensslClient(
                        folder,
                        "localhost",
                        "http/1.1",
                        "-cert",
                        chain.toString(),
                        "-cert_chain",
                        chain.toString(),
                        "-key",
                        key.toString());
        int port = fixture.proxy.address("required").getPort();
        client.begin(port);

        String printed =
                client.comeBack(
                        port,
                        "GET /early HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                                + "Client-Cert: spoofed\r\n\r\n",
                        "");

        assertThat(printed).contains("Early data was accepted");
        Message early = fixture.backend.requests().getLast();
        assertThat(early.firstLine()).contains("/early");
        assertToldOf(early);
    }

    @Test
    void aWebSocketIsToldOfToo() throws Exception {
        try (WebSocketServer server = new WebSocketServer(WebSocketServer::echo)) {
            start(
                    IdentityFixture.listener("required", IDENTITY),
                    "backends: { app: { servers: ['" + server.address() + "'] } }\n");
            try (Socket client = fixture.connect("required", IdentityFixture.CLIENT)) {
                IdentityFixture.send(
                        client,
                        "GET",
                        "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nClient_Cert: spoofed\r\n",
                        "");
                Message answer = Message.read(client.getInputStream(), true);
                assertThat(answer.firstLine()).contains(" 101 ");
                assertToldOf(server.requests().getFirst());
            }
        }
    }

    /// As a server of HTTP/2 sees it.
    @Test
    void aCallOfGrpcIsToldOfToo() throws Exception {
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        try (TestServer server =
                TestServer.start(channel -> {
                    RawHttp2Client peer = RawHttp2Client.serving(channel);
                    Http2Frame head = Objects.requireNonNull(peer.await(Http2Frame.HEADERS));
                    StringBuilder text = new StringBuilder("POST / HTTP/2\r\n");
                    peer.of(head.stream())
                            .head()
                            .forEach(field ->
                                    text.append(field.getKey())
                                            .append(": ")
                                            .append(field.getValue())
                                            .append("\r\n"));
                    seen.add(text.toString());
                    peer.headers(head.stream(), true, ":status", "200", "grpc-status", "0");
                    peer.await(Http2Frame.GOAWAY);
                })) {
            start(
                    IdentityFixture.listener("required", IDENTITY),
                    "backends: { app: { protocol: h2, servers: ['" + server.address() + "'] } }\n");
            CertificateClient client = new CertificateClient(IdentityFixture.CLIENT, "TLSv1.3");
            try (RawHttp2Client http2 =
                    RawHttp2Client.started(fixture.connect("required", client, "h2"))) {
                http2.post(
                        1,
                        "content-type",
                        "application/grpc",
                        "te",
                        "trailers",
                        "x_client_subject",
                        "spoofed");
                http2.data(1, true, "");
                assertThat(http2.answer(1).field("grpc-status")).isEqualTo("0");
            }
            String head =
                    Objects.requireNonNull(seen.poll(PATIENCE_SECONDS, TimeUnit.SECONDS))
                            .replaceAll("(?m)^:.*\r\n", "");
            assertToldOf(new Message(head, "", ""));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                // who it is | what is done | whether its word counts | what comes of it
                "CLIENT | sanitize | false | ",
                "CLIENT | sanitize_set | false | OURS",
                "CLIENT | append_forward | true | CAME,OURS",
                "CLIENT | append_forward | false | OURS",
                "CLIENT | forward_only | true | CAME",
                "CLIENT | forward_only | false | ",
                "CLIENT | always_forward_only | true | CAME",
                "CLIENT | always_forward_only | false | ",
                "EXPIRED | sanitize_set | false | ",
                "EXPIRED | append_forward | true | ",
                "EXPIRED | forward_only | true | ",
                "EXPIRED | always_forward_only | true | CAME",
                "NOBODY | append_forward | true | ",
                "NOBODY | forward_only | true | ",
                "NOBODY | always_forward_only | true | CAME"
            })
    void xForwardedClientCertIsDoneWithAsEnvoyHasIt(
            String who, String what, boolean believed, String expected) throws Exception {
        String from =
                what.startsWith("sanitize")
                        ? ""
                        : ", forward_client_cert_from: ["
                                + (believed ? "127.0.0.0/8" : "10.0.0.0/8")
                                + "]";
        start(
                IdentityFixture.listener(
                        "observe",
                        "client_identity: { forward_client_cert_details: " + what + from + " }"));
        Holder holder =
                switch (who) {
                    case "CLIENT" -> IdentityFixture.CLIENT;
                    case "EXPIRED" -> IdentityFixture.EXPIRED;
                    default -> null;
                };

        Message seen =
                fixture.seen(
                        "observe",
                        holder,
                        "X-Forwarded-Client-Cert: "
                                + CAME
                                + "\r\nX_Forwarded_Client_Cert: spoofed\r\nClient-Cert: spoofed\r\n");

        assertThat(seen.head()).doesNotContain("spoofed");
        assertThat(seen.field("x-forwarded-client-cert"))
                .isEqualTo(
                        expected == null
                                ? null
                                : expected.replace("CAME", CAME)
                                        .replace(
                                                "OURS",
                                                "By=spiffe://example.org/proxy;Hash="
                                                        + hash(IdentityFixture.CLIENT)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"By=\"open", "By=a\\\\\";Hash=1", "nothing", "By=a,"})
    void whatCannotBeReadInOneWayIsNotAddedTo(String came) throws Exception {
        start(
                IdentityFixture.listener(
                        "required",
                        "client_identity: { forward_client_cert_details: append_forward,"
                                + " forward_client_cert_from: [127.0.0.0/8] }"));

        Message seen =
                fixture.seen(
                        "required",
                        IdentityFixture.CLIENT,
                        "X-Forwarded-Client-Cert: " + came + "\r\n");

        assertThat(seen.field("x-forwarded-client-cert"))
                .isEqualTo("By=spiffe://example.org/proxy;Hash=" + hash(IdentityFixture.CLIENT));
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.0/8, true", "10.0.0.0/8, false"})
    void aProxyInFrontMayTellOfItsClients(String network, boolean believed) throws Exception {
        start(
                IdentityFixture.plainListener(
                        "client_identity: { client_cert_from: [" + network + "] }"));

        Message seen =
                fixture.seen(
                        "plain",
                        null,
                        "Client-Cert: :AA==:\r\nClient-Cert-Chain: :AB==:\r\nClient_Cert: :AC==:\r\n"
                                + "X-Forwarded-Client-Cert: By=a\r\n");

        assertThat(seen.field("client-cert")).isEqualTo(believed ? ":AA==:" : null);
        assertThat(seen.field("client-cert-chain")).isEqualTo(believed ? ":AB==:" : null);
        assertThat(seen.head()).doesNotContain(":AC==:", "By=a");
    }

    @Test
    void noRouteIsChosenByWhatAClientSaysOfItself() throws Exception {
        start(
                IdentityFixture.plainListener(
                        "client_identity: { forward_client_cert_details: always_forward_only,"
                                + " forward_client_cert_from: [10.0.0.0/8] }",
                        "routes:",
                        "  - match: { headers: [{ name: X-Forwarded-Client-Cert }] }",
                        "    respond: { status: 403 }"));

        fixture.seen("plain", null, "X-Forwarded-Client-Cert: By=a\r\n");
    }

    @Test
    void aRouteMayKeepAnIdentityToItself() throws Exception {
        start(
                IdentityFixture.listener(
                        "required",
                        IDENTITY,
                        "routes:",
                        "  - backend: app",
                        "    request_headers: { remove: [Client-Cert, Client-Cert-Chain, X-Client-Subject] }"));

        Message seen = fixture.seen("required", IdentityFixture.CLIENT, "");

        assertThat(seen.field("client-cert")).isNull();
        assertThat(seen.field("client-cert-chain")).isNull();
        assertThat(seen.field("x-client-subject")).isNull();
        assertThat(seen.field("x_client_verify")).isEqualTo("verified");
    }

    @Test
    void aReloadHoldsForRequestsOfConnectionsThatStand() throws Exception {
        start(IdentityFixture.listener("required"));
        try (Socket client = fixture.connect("required", IdentityFixture.CLIENT)) {
            assertThat(fixture.seen(client, "GET", "X-Who: spoofed\r\n", "").field("x-who"))
                    .isEqualTo("spoofed");
            reload("client_identity: { headers: { X-Who: subject_cn } }");
            assertThat(fixture.seen(client, "GET", "X-Who: spoofed\r\n", "").field("x-who"))
                    .isEqualTo("client");
            reload("client_identity: { headers: { X-Who: uri } }");
            assertThat(fixture.seen(client, "GET", "X-Who: spoofed\r\n", "").field("x-who"))
                    .isEqualTo("spiffe://example.org/client");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'Vary: Accept, Client_Cert', *",
        "Vary: X-Client-Subject, *",
        "'Vary: Accept, Accept-Language', 'Accept, Accept-Language'"
    })
    void anAnswerThatDependsOnAClientIsKeptOutOfCaches(String field, String expected)
            throws Exception {
        String answer = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n" + field + "\r\n\r\n";
        fixture =
                IdentityFixture.start(
                        folder,
                        IdentityFixture.file(IdentityFixture.listener("required", IDENTITY)),
                        new HttpBackend(_ -> answer));
        try (Socket client = fixture.connect("required", IdentityFixture.CLIENT)) {
            assertThat(IdentityFixture.ask(client, "GET", "", "").field("vary"))
                    .isEqualTo(expected);
        }
    }

    private void reload(String key) throws IOException {
        fixture.reload(IdentityFixture.file(IdentityFixture.listener("required", key)));
    }

    private void start(String listeners) throws IOException {
        fixture = IdentityFixture.start(folder, IdentityFixture.file(listeners));
    }

    private void start(String listeners, String backends) throws IOException {
        fixture = IdentityFixture.start(folder, "listeners:\n" + listeners + backends);
    }

    private static void assertToldOf(Message seen) throws Exception {
        Holder client = IdentityFixture.CLIENT;
        assertThat(seen.head()).doesNotContain("spoofed");
        assertThat(certificate(seen.field("client-cert"))).isEqualTo(client.certificate());
        assertThat(certificate(seen.field("client-cert-chain")))
                .isEqualTo(IdentityFixture.INTERMEDIATE.certificate());
        assertThat(seen.field("x-forwarded-client-cert"))
                .isEqualTo(
                        "By=spiffe://example.org/proxy;Hash="
                                + hash(client)
                                + ";Subject=\"CN=client,O=Example\";URI=spiffe://example.org/client"
                                + ";DNS=client.example.org");
        assertThat(seen.field("x-client-subject")).isEqualTo("CN=client,O=Example");
        assertThat(seen.field("x_client_verify")).isEqualTo("verified");
    }

    private static void assertNobody(Message seen, String result) {
        assertThat(seen.head())
                .doesNotContainIgnoringCase("client-cert")
                .doesNotContainIgnoringCase("x-client-subject");
        assertThat(seen.field("x_client_verify")).isEqualTo(result);
    }

    private static X509Certificate certificate(String byteSequence)
            throws GeneralSecurityException {
        assertThat(byteSequence).startsWith(":").endsWith(":");
        return (X509Certificate)
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(
                                new ByteArrayInputStream(
                                        Base64.getDecoder().decode(byteSequence.replace(":", ""))));
    }

    private static String hash(Holder holder) throws GeneralSecurityException {
        return HexFormat.of()
                .formatHex(
                        MessageDigest.getInstance("SHA-256")
                                .digest(holder.certificate().getEncoded()));
    }
}
