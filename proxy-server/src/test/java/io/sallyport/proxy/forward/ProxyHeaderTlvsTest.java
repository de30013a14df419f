package io.sallyport.proxy.forward;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.proxy.clientauth.CertificateClient;
import io.sallyport.proxy.clientauth.ClientPki;
import io.sallyport.proxy.clientauth.ClientPki.Holder;
import io.sallyport.proxy.credential.TestCertificates;
import io.sallyport.proxy.testing.ConfiguredProxy;
import io.sallyport.proxy.testing.ProxyHeader;
import io.sallyport.proxy.testing.TestServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What servers are told by a header of version 2, value by value.
@Timeout(60)
class ProxyHeaderTlvsTest {
    private static final String EVERYTHING =
            "[ssl_client_cert, ssl_sig_scheme, ssl_group, ssl_key_alg, ssl_sig_alg, ssl_cipher,"
                    + " ssl_cn, ssl, unique_id, crc32c, authority, alpn]";
    private static final Holder ROOT =
            ClientPki.authority("CN=Root,O=Example", "P-256#root").selfSigned();
    private static final Holder STRANGER =
            ClientPki.authority("CN=Stranger,O=Example", "P-256#stranger").selfSigned();
    private static final Holder GOOD = client("CN=batch-job,O=Example");
    private static final Holder BAD =
            ClientPki.client("CN=batch-job,O=Example", "P-256").issuedBy(STRANGER);

    @TempDir private Path folder;
    private final BlockingQueue<ProxyHeader> headers = new LinkedBlockingQueue<>();
    private final TestServer server = TestServer.start(this::readHeaderAndEcho);

    @BeforeEach
    void writeFiles() throws IOException {
        Files.writeString(folder.resolve("ca.pem"), TestCertificates.pem(ROOT.certificate()));
        writeSite("P-256");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void withoutACertificateNothingIsVerified() throws Exception {
        assertThat(told("optional", "", null, "TLSv1.3").tlvs())
                .containsExactly(
                        "AUTHORITY localhost",
                        "SSL client=1 verify=1",
                        "SSL_VERSION TLSv1.3",
                        "SSL_CIPHER TLS_AES_128_GCM_SHA256",
                        "CRC32C right");
    }

    @Test
    void aGoodCertificateIsNamedByDefault() throws Exception {
        assertThat(told("optional", "", GOOD, "TLSv1.3").tlvs())
                .containsExactly(
                        "AUTHORITY localhost",
                        "SSL client=7 verify=0",
                        "SSL_VERSION TLSv1.3",
                        "SSL_CN batch-job",
                        "SSL_CIPHER TLS_AES_128_GCM_SHA256",
                        "CRC32C right");
    }

    @ParameterizedTest
    @CsvSource({
        "P-256,   TLSv1.3, TLS_AES_128_GCM_SHA256,        ecdsa-with-SHA256, EC256,   ecdsa_secp256r1_sha256",
        "P-256,   TLSv1.2, ECDHE-ECDSA-AES256-GCM-SHA384, ecdsa-with-SHA256, EC256,   ecdsa_secp256r1_sha256",
        "P-384,   TLSv1.3, TLS_AES_128_GCM_SHA256,        ecdsa-with-SHA256, EC384,   ecdsa_secp384r1_sha384",
        "RSA-2048,TLSv1.3, TLS_AES_128_GCM_SHA256,        RSA-SHA256,        RSA2048, rsa_pss_rsae_sha256",
        "RSA-2048,TLSv1.2, ECDHE-RSA-CHACHA20-POLY1305,   RSA-SHA256,        RSA2048, rsa_pss_rsae_sha256",
        "Ed25519, TLSv1.3, TLS_AES_128_GCM_SHA256,        ED25519,           ED25519, ed25519"
    })
    void everythingCanBeTold(
            String kind, String version, String cipher, String signature, String key, String scheme)
            throws Exception {
        writeSite(kind);
        assertThat(told("required", EVERYTHING, GOOD, version).tlvs())
                .containsExactly(
                        "AUTHORITY localhost",
                        "UNIQUE_ID 1",
                        "SSL client=7 verify=0",
                        "SSL_VERSION " + version,
                        "SSL_CN batch-job",
                        "SSL_CIPHER " + cipher,
                        "SSL_SIG_ALG " + signature,
                        "SSL_KEY_ALG " + key,
                        "SSL_GROUP x25519",
                        "SSL_SIG_SCHEME " + scheme,
                        "SSL_CLIENT_CERT " + hex(GOOD),
                        "CRC32C right");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "alpn           |",
                "authority      | AUTHORITY localhost",
                "crc32c         | CRC32C right",
                "unique_id      | UNIQUE_ID 1",
                "ssl            | SSL client=7 verify=0, SSL_VERSION TLSv1.3",
                "ssl_cn         | SSL client=7 verify=0, SSL_VERSION TLSv1.3, SSL_CN batch-job",
                "ssl_group      | SSL client=7 verify=0, SSL_VERSION TLSv1.3, SSL_GROUP x25519",
                "ssl_key_alg    | SSL client=7 verify=0, SSL_VERSION TLSv1.3, SSL_KEY_ALG EC256"
            })
    void onlyWhatIsWantedIsTold(String wanted, String expected) throws Exception {
        List<String> lines = expected == null ? List.of() : List.of(expected.split(", "));
        assertThat(told("required", "[" + wanted + "]", GOOD, "TLSv1.3").tlvs()).isEqualTo(lines);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void aSessionHasItsCertificateFromBefore(String version) throws Exception {
        try (ConfiguredProxy proxy = start("required", "[ssl_cn, ssl_client_cert, ssl_sig_alg]")) {
            CertificateClient client = new CertificateClient(GOOD, version);
            List<String> full = told(proxy, client).tlvs();
            List<String> resumed = told(proxy, client).tlvs();
            assertThat(full.getFirst()).isEqualTo("SSL client=7 verify=0");
            assertThat(resumed.getFirst()).isEqualTo("SSL client=5 verify=0");
            assertThat(resumed.subList(1, resumed.size())).isEqualTo(full.subList(1, full.size()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void whereClientsAreObservedABadCertificateIsNeitherVerifiedNorNamed(String version)
            throws Exception {
        try (ConfiguredProxy proxy = start("observe", "[ssl, ssl_cn, ssl_client_cert]")) {
            CertificateClient client = new CertificateClient(BAD, version);
            assertThat(told(proxy, client).tlvs())
                    .containsExactly("SSL client=7 verify=1", "SSL_VERSION " + version);
            assertThat(told(proxy, client).tlvs())
                    .as("resumed")
                    .containsExactly("SSL client=5 verify=1", "SSL_VERSION " + version);
        }
    }

    @Test
    void aSessionThatIsNotCheckedAnyMoreIsNobodys() throws Exception {
        try (ConfiguredProxy proxy = start("required", "[ssl_cn]")) {
            CertificateClient client = new CertificateClient(GOOD, "TLSv1.3");
            told(proxy, client);
            proxy.write(text("none", "[ssl_cn, crc32c]"));
            proxy.service().reload();
            assertThat(told(proxy, client).tlvs())
                    .as("by the settings in force now")
                    .containsExactly(
                            "SSL client=1 verify=1", "SSL_VERSION TLSv1.3", "CRC32C right");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CN=J\u00fcrgen \u6797,O=Example     | SSL_CN J\u00fcrgen \u6797",
                "CN=\"a,b+c\",O=Example              | SSL_CN a,b+c",
                "CN=\\#1,O=Example                   | SSL_CN #1",
                "CN=one,CN=two,O=Example             |",
                "CN=one+OU=two,O=Example             |",
                "CN=ad\\00min,O=Example              |",
                "O=Example                           |"
            })
    void aCommonNameIsToldAsItIsOrNotAtAll(String subject, String expected) throws Exception {
        List<String> tlvs = told("required", "[ssl_cn]", client(subject), "TLSv1.3").tlvs();
        assertThat(tlvs.subList(2, tlvs.size()))
                .isEqualTo(expected == null ? List.of() : List.of(expected));
    }

    @Test
    void anEndlessNameIsLeftOutInsteadOfCut() throws Exception {
        Holder endless = client("CN=" + "x".repeat(9000));
        assertThat(told("required", "[ssl_cn, ssl_client_cert, crc32c]", endless, "TLSv1.3").tlvs())
                .containsExactly(
                        "SSL client=7 verify=0",
                        "SSL_VERSION TLSv1.3",
                        "SSL_CLIENT_CERT " + hex(endless),
                        "CRC32C right");
    }

    @Test
    void aPlaintextListenerHasNothingToTellOfTls() throws Exception {
        try (ConfiguredProxy proxy = ConfiguredProxy.start(folder, plaintext(EVERYTHING, ""))) {
            try (Socket client = proxy.connect("web")) {
                assertThat(echoed(client)).isEqualTo('x');
                ProxyHeader header = headers.take();
                assertThat(header.tlvs()).containsExactly("UNIQUE_ID 1", "CRC32C right");
                assertThat(header.source()).isEqualTo(client.getLocalSocketAddress());
            }
        }
    }

    @Test
    void whatAProxyInFrontSaysBesidesTheAddressesIsNotPassedOn() throws Exception {
        byte[] claimed =
                tlvs(
                        tlv(0x01, "h2"),
                        tlv(0x02, "admin.example"),
                        tlv(0x05, "id"),
                        tlv(0x20, "\u0007\0\0\0\0" + tlv(0x22, "admin")),
                        tlv(0xE0, "mine"));
        try (ConfiguredProxy proxy =
                ConfiguredProxy.start(
                        folder,
                        plaintext(
                                EVERYTHING,
                                "proxy_protocol: true\n    proxy_protocol_trusted: [127.0.0.1]"))) {
            try (Socket client = proxy.connect("web")) {
                client.getOutputStream().write(header("192.0.2.7", 4711, claimed));
                assertThat(echoed(client)).isEqualTo('x');
                ProxyHeader header = headers.take();
                assertThat(header.source()).isEqualTo(new InetSocketAddress("192.0.2.7", 4711));
                assertThat(header.tlvs()).containsExactly("UNIQUE_ID 1", "CRC32C right");
            }
        }
    }

    @Test
    void aHeaderFromAnUntrustedClientIsDataAndNothingElse() throws Exception {
        byte[] sent = header("192.0.2.7", 4711, tlvs(tlv(0x02, "admin.example")));
        try (ConfiguredProxy proxy = ConfiguredProxy.start(folder, plaintext("[authority]", ""))) {
            try (Socket client = proxy.connect("web")) {
                client.getOutputStream().write(sent);
                assertThat(client.getInputStream().readNBytes(sent.length)).isEqualTo(sent);
                ProxyHeader header = headers.take();
                assertThat(header.source()).isEqualTo(client.getLocalSocketAddress());
                assertThat(header.tlvs()).isEmpty();
            }
        }
    }

    private ProxyHeader told(String mode, String wanted, Holder holder, String version)
            throws Exception {
        try (ConfiguredProxy proxy = start(mode, wanted)) {
            return told(proxy, new CertificateClient(holder, version));
        }
    }

    private ProxyHeader told(ConfiguredProxy proxy, CertificateClient client) throws Exception {
        client.call(proxy.address("web"));
        return headers.take();
    }

    private ConfiguredProxy start(String mode, String wanted) throws IOException {
        return ConfiguredProxy.start(folder, text(mode, wanted));
    }

    /// Offers what makes the choice certain.
    private String text(String mode, String wanted) {
        return String.format(
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
                %s
                %s
                """,
                mode.equals("none")
                        ? ""
                        : "      client_auth: { mode: " + mode + ", trust: ca.pem }",
                backend(wanted));
    }

    private String plaintext(String wanted, String more) {
        return String.format(
                Locale.ROOT,
                """
                listeners:
                  web:
                    bind: 127.0.0.1:0
                    mode: tcp
                    backend: app
                    %s
                %s
                """,
                more,
                backend(wanted));
    }

    private String backend(String wanted) {
        return String.format(
                Locale.ROOT,
                """
                backends:
                  app:
                    servers: ['%s']
                    send_proxy_protocol: v2
                    %s
                """,
                server.address(),
                wanted.isEmpty() ? "" : "proxy_protocol_tlvs: " + wanted);
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

    private static Holder client(String subject) {
        return ClientPki.client(subject, "P-256").issuedBy(ROOT);
    }

    private static String hex(Holder holder) throws CertificateEncodingException {
        return HexFormat.of().formatHex(holder.certificate().getEncoded());
    }

    private static int echoed(Socket client) throws IOException {
        OutputStream out = client.getOutputStream();
        out.write('x');
        return client.getInputStream().read();
    }

    private static byte[] header(String source, int port, byte[] tlvs) throws IOException {
        return ByteBuffer.allocate(28 + tlvs.length)
                .put(HexFormat.of().parseHex("0d0a0d0a000d0a515549540a2111"))
                .putShort((short) (12 + tlvs.length))
                .put(InetAddress.ofLiteral(source).getAddress())
                .put(new byte[] {127, 0, 0, 1})
                .putShort((short) port)
                .putShort((short) 443)
                .put(tlvs)
                .array();
    }

    private static byte[] tlvs(String... tlvs) {
        return String.join("", tlvs).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String tlv(int type, String value) {
        return "" + (char) type + (char) 0 + (char) value.length() + value;
    }
}
