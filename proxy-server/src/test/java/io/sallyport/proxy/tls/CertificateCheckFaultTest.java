package io.sallyport.proxy.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.sallyport.config.model.ClientAuth;
import io.sallyport.proxy.clientauth.CertificateClient;
import io.sallyport.proxy.clientauth.ClientCertificateCheck;
import io.sallyport.proxy.clientauth.ClientCertificateChecks;
import io.sallyport.proxy.clientauth.ClientPki;
import io.sallyport.proxy.clientauth.ClientPki.Holder;
import io.sallyport.proxy.clientauth.ClientTrust;
import io.sallyport.proxy.clientauth.LiveClientTrust;
import io.sallyport.proxy.clientauth.TrustBundle;
import io.sallyport.proxy.forward.ClientConnection;
import io.sallyport.proxy.insight.ConnectionInfo;
import io.sallyport.proxy.insight.FailureReason;
import io.sallyport.proxy.insight.HandshakeReport;
import io.sallyport.proxy.runtime.TlsSettings;
import io.sallyport.proxy.testing.RecordedTraffic;
import io.sallyport.proxy.testing.TestSettings;
import io.sallyport.proxy.testing.TestTls;
import io.sallyport.proxy.transport.Transport;
import io.sallyport.tls.alert.TlsFailure;
import io.sallyport.tls.codepoint.AlertDescription;
import io.sallyport.tls.crypto.DecryptionKey;
import io.sallyport.tls.crypto.SigningKey;
import io.sallyport.tls.policy.EngineLimits;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A client's certificate that nobody can judge, for a fault of ours.
class CertificateCheckFaultTest {
    private static final Holder CA = ClientPki.authority("CN=ca", "P-256").selfSigned();

    private final RecordedTraffic traffic = new RecordedTraffic();
    private final EventLoopGroup loops = Transport.NIO.newEventLoops(1);

    @AfterEach
    void stop() {
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void theClientHearsOfAnInternalErrorAndTheReportNamesTheFault(String version) {
        CertificateClient client =
                new CertificateClient(ClientPki.client("CN=known", "P-256").issuedBy(CA), version);
        InetSocketAddress address = listen();

        assertThatIOException()
                .isThrownBy(() -> client.call(address))
                .withMessageContaining("internal_error");

        HandshakeReport report = traffic.awaitHandshake();
        assertThat(report.reason()).isEqualTo(FailureReason.INTERNAL_ERROR);
        assertThat(report.alertSent()).isEqualTo(AlertDescription.INTERNAL_ERROR);
        assertThat(report.failure())
                .isInstanceOfSatisfying(
                        TlsFailure.Internal.class,
                        failure ->
                                assertThat(failure.cause()).isInstanceOf(StackOverflowError.class));
    }

    private InetSocketAddress listen() {
        var any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        return (InetSocketAddress)
                new ServerBootstrap()
                        .group(loops)
                        .channelFactory(() -> Transport.NIO.newServerChannel(any))
                        .childOption(ChannelOption.AUTO_READ, false)
                        .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                        .childHandler(
                                new ChannelInitializer<Channel>() {
                                    @Override
                                    protected void initChannel(Channel channel) {
                                        accept(channel);
                                    }
                                })
                        .bind(any)
                        .syncUninterruptibly()
                        .channel()
                        .localAddress();
    }

    private void accept(Channel channel) {
        ClientConnection connection =
                new ClientConnection(
                        new ConnectionInfo(
                                "web", 1, channel.remoteAddress(), channel.localAddress()),
                        channel,
                        traffic,
                        _ -> {});
        connection.open();
        channel.pipeline().addLast(new TlsHandshakeHandler(connection, settings()));
    }

    private static HandshakeSettings settings() {
        TlsSettings tls = TestSettings.tls(checks());
        return new HandshakeSettings(
                TestTls.CRYPTO,
                EngineLimits.DEFAULT,
                () -> tls,
                new AllOnTheSpot(),
                Runnable::run,
                null,
                Duration.ofSeconds(20),
                () -> {},
                (_, _) -> {});
    }

    private static ClientCertificateChecks checks() {
        LiveClientTrust trust =
                new LiveClientTrust(
                        new ClientTrust(TrustBundle.of(List.of(CA.certificate())), null));
        return ClientCertificateChecks.of(
                new ClientAuth(Optional.of(TestSettings.clientAuth(5)), List.of()),
                settings ->
                        new ClientCertificateCheck(
                                settings, trust, null, CertificateCheckFaultTest::noTime));
    }

    private static Instant noTime() {
        throw new StackOverflowError();
    }

    private static final class AllOnTheSpot implements PrivateKeyWork {
        @Override
        public Executor executor(SigningKey key) {
            return Runnable::run;
        }

        @Override
        public Executor executor(DecryptionKey key) {
            return Runnable::run;
        }
    }
}
