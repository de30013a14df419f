package io.sallyport.proxy.clientauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.sallyport.proxy.clientauth.CertificateCase.Authorities;
import io.sallyport.proxy.clientauth.ClientPki.Holder;
import io.sallyport.proxy.credential.TestCertificates;
import io.sallyport.proxy.insight.FailureReason;
import io.sallyport.proxy.testing.ConfiguredProxy;
import io.sallyport.proxy.testing.TestServer;
import io.sallyport.tls.event.HandshakeKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/// Files with trusted CAs that change while the process runs.
@Timeout(60)
class WatchedTrustTest {
    private static final Holder OURS =
            ClientPki.client("CN=client,O=Example", "P-256").issuedBy(Authorities.ROOT);
    private static final Holder STRANGERS =
            ClientPki.client("CN=stranger,O=Other", "P-256").issuedBy(Authorities.STRANGER);

    private final Logger logger = (Logger) LoggerFactory.getLogger("sallyport");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @TempDir private Path folder;
    private Path more;
    private Path crls;
    private TestServer server;
    private ConfiguredProxy proxy;

    @BeforeEach
    void start() throws IOException {
        Instant now = Instant.now();
        TestCertificates.Held own =
                TestCertificates.selfSigned(
                        TestCertificates.Wanted.server("localhost")
                                .valid(now.minusSeconds(3600), now.plus(Duration.ofDays(30))),
                        TestCertificates.keys("P-256"));
        Files.writeString(folder.resolve("site.pem"), TestCertificates.pem(own.certificate()));
        Files.writeString(
                folder.resolve("site.key"), TestCertificates.pem(own.keys().getPrivate()));
        trust(folder.resolve("ca.pem"), Authorities.ROOT);
        more = Files.createDirectory(folder.resolve("more"));
        trust(more.resolve("narrow.pem"), Authorities.ROOT_FOR_OTHER_NAMES);
        Files.writeString(more.resolve(".hidden"), "not read");
        crls = Files.createDirectory(folder.resolve("crls"));
        Files.write(crls.resolve("root.crl"), TestCrl.by(Authorities.ROOT).encoded());
        server = TestServer.start(TestServer.ECHO);
        proxy =
                ConfiguredProxy.start(
                        folder,
                        """
                        listeners:
                          web:
                            bind: 127.0.0.1:0
                            mode: tcp
                            backend: app
                            tls:
                              certificates: [{ chain: site.pem, key: site.key }]
                              client_auth:
                                mode: required
                                trust: [ca.pem, more]
                                crl: crls
                                stale_crl: accept
                        backends: { app: { servers: ['ADDRESS'] } }
                        """
                                .replace("ADDRESS", server.address().toString()));
        lines.start();
        logger.setLevel(Level.INFO);
        logger.addAppender(lines);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(lines);
        logger.setLevel(null);
        proxy.close();
        server.close();
    }

    @Test
    void aCaThatIsAddedToAFolderCountsForTheNextHandshake() throws IOException {
        assertRefused(client(STRANGERS), FailureReason.CLIENT_CERTIFICATE_UNKNOWN_CA);

        trust(more.resolve("stranger.pem"), Authorities.STRANGER);
        poll();

        call(client(STRANGERS));
        call(client(OURS));
        assertThat(logged()).containsExactly("trusted CAs and CRLs read anew");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void aCaThatIsTakenAwayVouchesForNobodyNotEvenForASession(String version) throws IOException {
        CertificateClient client = new CertificateClient(OURS, version);
        call(client);
        assertThat(call(client)).isEqualTo(HandshakeKind.RESUMED);

        trust(folder.resolve("ca.pem"), Authorities.STRANGER);
        poll();

        assertRefused(client, FailureReason.CLIENT_CERTIFICATE_UNKNOWN_CA);
        call(client(STRANGERS));
    }

    @Test
    void whatCannotBeUsedChangesNothingNeitherCasNorCrls() throws IOException {
        Files.write(
                crls.resolve("root.crl"),
                TestCrl.by(Authorities.ROOT).revoking(OURS.certificate()).encoded());
        Files.writeString(more.resolve("stranger.pem"), "no PEM");
        poll();

        call(client(OURS));
        assertThat(logged())
                .singleElement()
                .asString()
                .startsWith("trusted CAs and CRLs stay as they are: 'more/stranger.pem' ");

        trust(more.resolve("stranger.pem"), Authorities.STRANGER);
        poll();
        assertRefused(client(OURS), FailureReason.CLIENT_CERTIFICATE_REVOKED);
        call(client(STRANGERS));
    }

    @Test
    void anEmptyFolderChangesNothing() throws IOException {
        Files.delete(more.resolve("narrow.pem"));
        poll();

        call(client(OURS));
        assertThat(logged())
                .singleElement()
                .asString()
                .contains(
                        "'more' holds no file; name a folder with 1 to 1,000 files, each of them PEM");
    }

    @Test
    void eachWarningAboutWhatIsReadAnewIsLogged() throws IOException {
        Instant old = Instant.now().minus(Duration.ofDays(3));
        for (Holder issuer : List.of(Authorities.ROOT, Authorities.STRANGER)) {
            Files.write(
                    crls.resolve(issuer == Authorities.ROOT ? "root.crl" : "stranger.crl"),
                    TestCrl.by(issuer, old).due(Duration.ofDays(1)).encoded());
        }
        poll();
        poll();

        assertThat(logged())
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("trusted CAs and CRLs read anew"),
                        line ->
                                assertThat(line)
                                        .startsWith(
                                                "'crls/root.crl' holds a CRL whose next issue was due at "),
                        line ->
                                assertThat(line)
                                        .startsWith("'crls/stranger.crl' holds a CRL whose"));
        assertThat(lines.list.getLast().getLevel()).isEqualTo(Level.WARN);
        call(client(OURS));
    }

    private static CertificateClient client(Holder holder) {
        return new CertificateClient(holder, "TLSv1.3");
    }

    private static void trust(Path file, Holder authority) throws IOException {
        Path written =
                Files.writeString(
                        file.resolveSibling(".new"), TestCertificates.pem(authority.certificate()));
        Files.move(written, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private void poll() {
        proxy.service().pollClientTrust();
    }

    private List<String> logged() {
        return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    private HandshakeKind call(CertificateClient client) throws IOException {
        client.call(proxy.address("web"));
        return proxy.traffic().awaitHandshake().kind();
    }

    private void assertRefused(CertificateClient client, FailureReason reason) {
        assertThatThrownBy(() -> client.call(proxy.address("web"))).isInstanceOf(IOException.class);
        assertThat(proxy.traffic().awaitHandshake().reason()).isEqualTo(reason);
    }
}
