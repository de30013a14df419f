package io.sallyport.proxy.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.proxy.clientauth.CertificateClient;
import io.sallyport.proxy.clientauth.ClientPki;
import io.sallyport.proxy.clientauth.ClientPki.Holder;
import io.sallyport.proxy.credential.TestCertificates;
import io.sallyport.proxy.testing.ConfiguredProxy;
import io.sallyport.proxy.testing.ProxyHeader;
import io.sallyport.proxy.testing.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What HAProxy and nginx make of all that a header of version 2 can tell, and that HAProxy tells the same of the same
/// client.
@Timeout(120)
class ProxyTlvPeersTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String WHAT = "PROXY protocol, TLVs";
    private static final String EVERYTHING =
            "[alpn, authority, crc32c, unique_id, ssl, ssl_cn, ssl_cipher, ssl_sig_alg,"
                    + " ssl_key_alg, ssl_group, ssl_sig_scheme, ssl_client_cert]";

    /// What HAProxy has, too.
    private static final String COMMON =
            "[authority, crc32c, ssl, ssl_cn, ssl_cipher, ssl_sig_alg, ssl_key_alg]";

    private static final String REQUEST =
            "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    private static final Path STREAM_MODULE =
            Path.of("/usr/lib/nginx/modules/ngx_stream_module.so");
    private static final Holder ROOT =
            ClientPki.authority("CN=Root,O=Example", "P-256#root").selfSigned();
    private static final Holder CLIENT =
            ClientPki.client("CN=batch-job,O=Example", "P-256").issuedBy(ROOT);

    @TempDir private Path folder;
    private final BlockingQueue<ProxyHeader> headers = new LinkedBlockingQueue<>();
    private TestServer server;

    @BeforeEach
    void start() throws IOException {
        Files.writeString(folder.resolve("ca.pem"), TestCertificates.pem(ROOT.certificate()));
        writeSite("P-256");
        server = TestServer.start(folder.resolve("server"), this::readHeaderAndEcho);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({"P-256, TLSv1.3", "P-256, TLSv1.2", "RSA-2048, TLSv1.3", "RSA-2048, TLSv1.2"})
    void haproxyTellsTheSameOfAClientWithACertificate(String site, String version)
            throws Exception {
        writeSite(site);
        try (Program _ = haproxyWithTls();
                TestServer front = throughTo(folder.resolve("front"));
                ConfiguredProxy proxy = proxy(folder.resolve("server"), COMMON)) {
            CertificateClient toHaproxy = new CertificateClient(CLIENT, version);
            CertificateClient toUs = new CertificateClient(CLIENT, version);
            for (String session : List.of("full", "resumed")) {
                List<String> haproxys = told(toHaproxy, address(front));
                assertThat(haproxys).as(session).contains("SSL_CN batch-job", "CRC32C right");
                assertThat(told(toUs, proxy.address("web")))
                        .as(session)
                        .containsExactlyInAnyOrderElementsOf(haproxys);
            }
        }
    }

    /// HAProxy says that all was well when nothing was verified, which section 2.2.6 does not allow.
    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void haproxyTellsTheSameOfAClientWithoutOneButForVerify(String version) throws Exception {
        try (Program _ = haproxyWithTls();
                TestServer front = throughTo(folder.resolve("front"));
                ConfiguredProxy proxy = proxy(folder.resolve("server"), COMMON)) {
            CertificateClient client = new CertificateClient(null, version);
            assertThat(told(client, address(front)))
                    .contains("SSL client=1 verify=0")
                    .map(line -> line.replace("verify=0", "verify=1"))
                    .containsExactlyInAnyOrderElementsOf(told(client, proxy.address("web")));
        }
    }

    @Test
    void haproxyReadsWhatItKnows() throws Exception {
        try (Program _ = haproxyBehind();
                ConfiguredProxy proxy = proxy(folder.resolve("behind"), EVERYTHING);
                Socket client = connect(proxy)) {
            assertThat(answer(client))
                    .endsWith("127.0.0.1:" + client.getLocalPort() + " for <localhost> as <1>");
        }
    }

    @Test
    void haproxyTakesNoHeaderWhoseChecksumIsWrong() throws Exception {
        byte[] header;
        try (ConfiguredProxy proxy = proxy(folder.resolve("server"), EVERYTHING)) {
            new CertificateClient(CLIENT, "TLSv1.3").call(proxy.address("web"));
            header = headers.take().bytes();
        }
        try (Program _ = haproxyBehind()) {
            assertThat(answer(header)).contains("for <localhost> as <1>");
            for (int at : new int[] {header.length - 1, header.length / 2, 20}) {
                byte[] changed = header.clone();
                changed[at] ^= 1;
                assertThat(answer(changed)).as("changed at " + at).doesNotContain("for <");
            }
        }
    }

    /// Since 1.23.2 nginx has variables for what is in a header.
    @ParameterizedTest
    @ValueSource(strings = {"http", "stream"})
    void nginxReadsTheAddressAndWhatItHasVariablesFor(String module) throws Exception {
        requireNginx(module);
        boolean hasVariables = nginxHasVariables();
        String wanted = hasVariables ? EVERYTHING : "[crc32c, ssl_cn]";
        try (Program _ = nginx(module, hasVariables);
                ConfiguredProxy proxy = proxy(folder.resolve("behind"), wanted);
                Socket client = connect(proxy)) {
            // in stream nobody is asked
            assertThat(module.equals("http") ? answer(client) : text(client.getInputStream()))
                    .endsWith(
                            "127.0.0.1:"
                                    + client.getLocalPort()
                                    + (hasVariables ? " localhost TLSv1.3" : ""));
        }
    }

    /// Since 1.23.2 it is 4,096 bytes.
    @Test
    void nginxOfBeforeTakesNoMoreThan107BytesInStream() throws Exception {
        requireNginx("stream");
        boolean hasVariables = nginxHasVariables();
        try (Program nginx = nginx("stream", hasVariables);
                ConfiguredProxy proxy = proxy(folder.resolve("behind"), EVERYTHING);
                Socket client = connect(proxy)) {
            if (hasVariables) {
                assertThat(text(client.getInputStream())).contains("localhost");
            } else {
                assertThat(text(client.getInputStream())).isEmpty();
                nginx.await("header is too large while reading PROXY protocol");
            }
        }
    }

    private Program haproxyWithTls() throws IOException {
        Peers.absenceOf("haproxy").ifPresent(why -> Peers.skipOrFail(WHAT, why));
        Files.writeString(
                folder.resolve("both.pem"),
                Files.readString(folder.resolve("site.pem"))
                        + Files.readString(folder.resolve("site.key")));
        return haproxy(
                """
                defaults
                  mode tcp
                  timeout client 20s
                  timeout server 20s
                  timeout connect 20s
                frontend it
                  bind unix@%1$s/front ssl crt %1$s/both.pem ca-file %1$s/ca.pem verify optional curves X25519:P-256 ciphersuites TLS_AES_128_GCM_SHA256 ciphers ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-CHACHA20-POLY1305
                  default_backend app
                backend app
                  server one unix@%1$s/server send-proxy-v2 proxy-v2-options ssl,cert-cn,ssl-cipher,cert-sig,cert-key,authority,crc32c
                """
                        .replace("%1$s", folder.toString()),
                "front");
    }

    private Program haproxyBehind() throws IOException {
        Peers.absenceOf("haproxy").ifPresent(why -> Peers.skipOrFail(WHAT, why));
        return haproxy(
                """
                defaults
                  mode http
                  timeout client 20s
                  timeout server 20s
                  timeout connect 20s
                frontend it
                  bind unix@%1$s/behind accept-proxy
                  http-request return status 200 content-type text/plain lf-string "%[src]:%[src_port] for <%[fc_pp_authority]> as <%[fc_pp_unique_id]>"
                """
                        .replace("%1$s", folder.toString()),
                "behind");
    }

    private Program haproxy(String configuration, String socket) throws IOException {
        Path file = Files.writeString(folder.resolve("haproxy.cfg"), configuration);
        return listening(List.of("haproxy", "-db", "-f", file.toString()), socket);
    }

    private static void requireNginx(String module) {
        Peers.absenceOf("nginx").ifPresent(why -> Peers.skipOrFail(WHAT, why));
        if (module.equals("stream") && !Files.exists(STREAM_MODULE)) {
            Peers.skipOrFail(WHAT, STREAM_MODULE + " is not there");
        }
    }

    private Program nginx(String module, boolean hasVariables) throws IOException {
        String said =
                "$proxy_protocol_addr:$proxy_protocol_port"
                        + (hasVariables
                                ? " $proxy_protocol_tlv_authority $proxy_protocol_tlv_ssl_version"
                                : "");
        String configuration =
                """
                %2$s
                daemon off; master_process off; pid %1$s/pid; error_log stderr info;
                events {}
                """
                        + (module.equals("http")
                                ? """
                                http {
                                  access_log off;
                                  client_body_temp_path %1$s/1; proxy_temp_path %1$s/2;
                                  fastcgi_temp_path %1$s/3; uwsgi_temp_path %1$s/4; scgi_temp_path %1$s/5;
                                  server { listen unix:%1$s/behind proxy_protocol; return 200 "%3$s"; }
                                }
                                """
                                : """
                                stream { server { listen unix:%1$s/behind proxy_protocol; return "%3$s"; } }
                                """);
        Path file =
                Files.writeString(
                        folder.resolve("nginx.conf"),
                        configuration
                                .replace("%1$s", folder.toString())
                                .replace(
                                        "%2$s",
                                        module.equals("stream")
                                                ? "load_module " + STREAM_MODULE + ";"
                                                : "")
                                .replace("%3$s", said));
        return listening(
                List.of("nginx", "-p", folder.toString(), "-c", file.toString()), "behind");
    }

    /// A program that listens as soon as its socket is there.
    private Program listening(List<String> command, String socket) throws IOException {
        Program program = Program.start(command, Map.of(), LIMIT);
        while (!Files.exists(folder.resolve(socket))) {
            if (program.hasEnded()) {
                throw program.failure("ended");
            }
            Thread.onSpinWait();
        }
        return program;
    }

    private static boolean nginxHasVariables() throws IOException {
        String version = Program.run(List.of("nginx", "-v"), Map.of(), LIMIT);
        Matcher numbers = Pattern.compile("nginx/([0-9]+)\\.([0-9]+)\\.([0-9]+)").matcher(version);
        assertThat(numbers.find()).as(version).isTrue();
        int number = 0;
        for (int i = 1; i <= numbers.groupCount(); i++) {
            number = 1000 * number + Integer.parseInt(numbers.group(i));
        }
        return number >= 1_023_002;
    }

    private ConfiguredProxy proxy(Path socket, String wanted) throws IOException {
        return ConfiguredProxy.start(
                folder,
                String.format(
                        Locale.ROOT,
                        """
                        listeners:
                          web:
                            bind: 127.0.0.1:0
                            mode: tcp
                            backend: app
                            tls:
                              groups: [x25519]
                              cipher_suites:
                                - TLS_AES_128_GCM_SHA256
                                - TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384
                                - TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256
                              certificates: [{ chain: site.pem, key: site.key }]
                              client_auth: { mode: optional, trust: ca.pem }
                        backends:
                          app:
                            servers: ['unix:%s']
                            send_proxy_protocol: v2
                            proxy_protocol_tlvs: %s
                        """,
                        socket,
                        wanted));
    }

    private void writeSite(String kind) throws IOException {
        Instant now = Instant.now();
        TestCertificates.Held own =
                TestCertificates.selfSigned(
                        TestCertificates.Wanted.server("localhost")
                                .valid(now.minusSeconds(3600), now.plus(Duration.ofDays(30))),
                        TestCertificates.keys(kind));
        Files.writeString(folder.resolve("site.pem"), TestCertificates.pem(own.certificate()));
        Files.writeString(
                folder.resolve("site.key"), TestCertificates.pem(own.keys().getPrivate()));
    }

    private void readHeaderAndEcho(SocketChannel client) throws IOException {
        headers.add(ProxyHeader.read(Channels.newInputStream(client)));
        TestServer.ECHO.serve(client);
    }

    private List<String> told(CertificateClient client, InetSocketAddress address)
            throws Exception {
        client.call(address);
        return headers.take().tlvs();
    }

    private static Socket connect(ConfiguredProxy proxy) throws IOException {
        return new CertificateClient(CLIENT, "TLSv1.3").connect(proxy.address("web"));
    }

    /// An address from where everything goes to a socket, and back.
    private static TestServer throughTo(Path socket) {
        return TestServer.start(client -> {
            try (SocketChannel to = connect(socket)) {
                Thread back = Thread.ofVirtual().start(() -> pump(to, client));
                pump(client, to);
                back.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private static void pump(SocketChannel from, SocketChannel to) {
        try {
            Channels.newInputStream(from).transferTo(Channels.newOutputStream(to));
            to.shutdownOutput();
        } catch (IOException e) {
            // one of them went away, and so the other hears of it
        }
    }

    private static SocketChannel connect(Path socket) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(socket));
        return channel;
    }

    private static InetSocketAddress address(TestServer server) {
        String[] parts = server.address().toString().split(":");
        return new InetSocketAddress(parts[0], Integer.parseInt(parts[1]));
    }

    private static String answer(Socket client) throws IOException {
        client.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
        return text(client.getInputStream());
    }

    private String answer(byte[] header) throws IOException {
        try (SocketChannel client = connect(folder.resolve("behind"))) {
            client.write(ByteBuffer.wrap(header));
            client.write(ByteBuffer.wrap(REQUEST.getBytes(StandardCharsets.US_ASCII)));
            return text(Channels.newInputStream(client));
        } catch (IOException e) {
            // refused before the request was read
            return "";
        }
    }

    private static String text(InputStream in) throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    }
}
