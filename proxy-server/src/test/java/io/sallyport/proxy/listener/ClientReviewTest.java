package io.sallyport.proxy.listener;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.sallyport.config.model.ClientAuth;
import io.sallyport.config.model.ClientAuthSettings;
import io.sallyport.config.model.HostAndPort;
import io.sallyport.config.model.NamedClientAuth;
import io.sallyport.proxy.clientauth.ClientCertificateCheck;
import io.sallyport.proxy.clientauth.ClientCertificateChecks;
import io.sallyport.proxy.clientauth.ClientIdentity;
import io.sallyport.proxy.clientauth.ClientPki;
import io.sallyport.proxy.clientauth.ClientPki.Holder;
import io.sallyport.proxy.clientauth.ClientTrust;
import io.sallyport.proxy.clientauth.LiveClientTrust;
import io.sallyport.proxy.clientauth.SubjectNames;
import io.sallyport.proxy.clientauth.TrustBundle;
import io.sallyport.proxy.forward.ClientConnection;
import io.sallyport.proxy.forward.Stage;
import io.sallyport.proxy.insight.CloseCause;
import io.sallyport.proxy.insight.ConnectionInfo;
import io.sallyport.proxy.insight.ConnectionReport;
import io.sallyport.proxy.insight.Reports;
import io.sallyport.proxy.runtime.LiveSnapshot;
import io.sallyport.proxy.runtime.Snapshot;
import io.sallyport.proxy.testing.RecordedTraffic;
import io.sallyport.proxy.testing.TestServer;
import io.sallyport.proxy.testing.TestSettings;
import io.sallyport.proxy.transport.Transport;
import io.sallyport.tls.credential.CertificateChain;
import io.sallyport.tls.event.NegotiatedSession;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/// Checks that fail by themselves, which a clock without a time makes them do.
@Timeout(60)
class ClientReviewTest {
    private static final Holder CA = ClientPki.authority("CN=ca", "P-256").selfSigned();
    private static final String FAULTY = "faulty.example";
    private static final String SOUND = "sound.example";

    private final Logger logger = (Logger) LoggerFactory.getLogger("sallyport");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final RecordedTraffic traffic = new RecordedTraffic();
    private final Connections connections = new Connections();
    private final EventLoopGroup loops = Transport.NIO.newEventLoops(1);
    private final TestServer server = TestServer.start(TestServer.ECHO);

    @BeforeEach
    void listen() {
        lines.start();
        logger.setLevel(Level.INFO);
        logger.addAppender(lines);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(lines);
        logger.setLevel(null);
        connections.stop();
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
        server.close();
    }

    @Test
    void aCheckThatFailsByItselfClosesItsConnectionAndNoOtherAndEndsNoReview() {
        Holder stranger =
                ClientPki.client("CN=stranger", "P-256")
                        .issuedBy(ClientPki.authority("CN=other", "P-256").selfSigned());
        Holder known = ClientPki.client("CN=known", "P-256").issuedBy(CA);
        for (int id = 1; id <= 20; id += 4) {
            connect(id, FAULTY, known);
            connect(id + 1, SOUND, stranger);
            connect(id + 2, FAULTY, stranger);
            connect(id + 3, SOUND, known);
        }

        try (ClientReview review = new ClientReview(live(), connections)) {
            review.start();
            for (int closed = 0; closed < 15; closed++) {
                ConnectionReport report = traffic.awaitClosed();
                assertThat(report.cause()).isEqualTo(CloseCause.CLIENT_CERTIFICATE);
                assertThat(report.connection().id() % 4).isNotZero();
            }
        }
        assertThat(traffic.unexpectedClosed()).isZero();
        assertThat(lines.list)
                .hasSize(10)
                .allSatisfy(line -> {
                    assertThat(line.getLevel()).isEqualTo(Level.WARN);
                    assertThat(line.getThrowableProxy()).isNull();
                })
                .extracting(ILoggingEvent::getFormattedMessage)
                .contains(
                        "connection 1 is closed: its client's certificate cannot be checked again"
                                + " (StackOverflowError)");
    }

    private void connect(long id, String serverName, Holder holder) {
        Channel channel =
                new Bootstrap()
                        .group(loops)
                        .channelFactory(() -> Transport.NIO.newChannel(address()))
                        .handler(new ChannelInboundHandlerAdapter())
                        .connect(address())
                        .syncUninterruptibly()
                        .channel();
        ClientConnection connection =
                new ClientConnection(
                        new ConnectionInfo(
                                "web", id, channel.remoteAddress(), channel.localAddress()),
                        channel,
                        traffic,
                        connections::remove);
        connections.add(connection);
        connection.open();
        connection.enter(
                new Stage() {
                    @Override
                    public void stop() {
                        channel.close();
                    }

                    @Override
                    public void closed() {}
                });
        connection.established(session(serverName), identity(holder.certificate()));
    }

    private InetSocketAddress address() {
        return new InetSocketAddress(
                InetAddress.getLoopbackAddress(), ((HostAndPort) server.address()).port());
    }

    private static NegotiatedSession session(String serverName) {
        NegotiatedSession any = Reports.SESSION;
        return new NegotiatedSession(
                any.version(),
                any.cipherSuite(),
                any.group(),
                any.signatureScheme(),
                any.kind(),
                serverName,
                any.credential(),
                any.applicationProtocol(),
                List.of());
    }

    private static ClientIdentity identity(X509Certificate certificate) {
        return new ClientIdentity(
                CertificateChain.of(List.of(certificate)),
                new SubjectNames(Optional.empty(), List.of(), List.of(), List.of(), List.of()),
                List.of(certificate, CA.certificate()),
                null);
    }

    private static LiveSnapshot live() {
        return new LiveSnapshot(
                new Snapshot(
                        Map.of("web", TestSettings.listener(TestSettings.tls(checks()))),
                        List.of()));
    }

    private static ClientCertificateChecks checks() {
        LiveClientTrust trust =
                new LiveClientTrust(
                        new ClientTrust(TrustBundle.of(List.of(CA.certificate())), null));
        ClientAuthSettings faulty = TestSettings.clientAuth(4);
        return ClientCertificateChecks.of(
                new ClientAuth(
                        Optional.of(TestSettings.clientAuth(5)),
                        List.of(new NamedClientAuth(List.of(FAULTY), Optional.of(faulty)))),
                settings ->
                        new ClientCertificateCheck(
                                settings,
                                trust,
                                null,
                                settings.equals(faulty)
                                        ? ClientReviewTest::noTime
                                        : InstantSource.system()));
    }

    private static Instant noTime() {
        throw new StackOverflowError();
    }
}
