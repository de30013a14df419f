package io.sallyport.proxy.listener;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelInitializer;
import io.sallyport.proxy.forward.ClientConnection;
import io.sallyport.proxy.forward.OutputCloser;
import io.sallyport.proxy.forward.StreamOptions;
import io.sallyport.proxy.forward.StreamStart;
import io.sallyport.proxy.http.HttpForwarding;
import io.sallyport.proxy.insight.ConnectionInfo;
import io.sallyport.proxy.insight.RefusalCause;
import io.sallyport.proxy.runtime.ListenerSettings;
import io.sallyport.proxy.runtime.TlsSettings;
import io.sallyport.proxy.tcp.TcpForwarding;
import io.sallyport.proxy.tls.HandshakeSettings;
import io.sallyport.proxy.tls.PrivateKeyWork;
import io.sallyport.proxy.tls.TlsHandshakeHandler;
import io.sallyport.tls.crypto.DecryptionKey;
import io.sallyport.tls.crypto.SigningKey;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// Meets each accepted connection: lets it in or not, and gives it its first handler.
@Sharable
final class Acceptor extends ChannelInitializer<Channel> {

    /// For a PROXY header where no handshake follows: the default of `handshake_timeout`.
    private static final Duration PLAINTEXT_HEADER_TIMEOUT = Duration.ofSeconds(10);

    private final String listener;
    private final Listener.Context context;
    private final Admission admission = new Admission();

    Acceptor(String listener, Listener.Context context) {
        this.listener = listener;
        this.context = context;
    }

    /// Lets nobody in any more.
    void drain() {
        admission.drain();
    }

    @Override
    protected void initChannel(Channel channel) {
        if (channel.remoteAddress() == null) {
            // gone before it was accepted
            channel.close();
            return;
        }
        ListenerSettings settings = context.live().current().listener(listener);
        boolean proxied = settings.proxyProtocol().contains(channel.remoteAddress());
        RefusalCause refusal =
                proxied || settings.rates().admitsConnection(channel.remoteAddress())
                        ? admission.admit(settings)
                        : RefusalCause.RATE_LIMITED;
        if (refusal != null) {
            context.observer().connectionRefused(listener, channel.remoteAddress(), refusal);
            channel.close();
            return;
        }
        channel.closeFuture().addListener(_ -> admission.connectionClosed());
        StreamOptions.apply(channel, settings.bufferPerDirection());
        ClientConnection connection = open(channel);
        Duration timeout = timeout(settings);
        if (proxied) {
            ProxyHeaderHandler.start(
                    connection,
                    new ProxyHeaderHandler.Waiting(
                            timeout,
                            settings.tls() == null ? null : admission::handshakeFinished,
                            settings.rates()::admitsConnection,
                            left -> begin(connection, settings, left)));
        } else {
            begin(connection, settings, timeout);
        }
    }

    /// @param timeout what is left of the time for a handshake
    private void begin(ClientConnection connection, ListenerSettings settings, Duration timeout) {
        StreamStart stream = stream(settings);
        TlsSettings tls = settings.tls();
        if (tls == null) {
            stream.start(connection, OutputCloser.PLAIN);
        } else {
            connection
                    .channel()
                    .pipeline()
                    .addLast(
                            new TlsHandshakeHandler(
                                    connection, handshake(connection, tls, timeout, stream)));
        }
    }

    private static Duration timeout(ListenerSettings settings) {
        TlsSettings tls = settings.tls();
        return tls == null ? PLAINTEXT_HEADER_TIMEOUT : tls.handshakeTimeout();
    }

    private StreamStart stream(ListenerSettings settings) {
        return switch (settings.mode()) {
            case TCP -> new TcpForwarding(context.network(), settings);
            case HTTP -> new HttpForwarding(context.network(), settings, this::live);
        };
    }

    private ClientConnection open(Channel channel) {
        ConnectionInfo info =
                new ConnectionInfo(
                        listener,
                        context.connections().nextId(),
                        channel.remoteAddress(),
                        channel.localAddress());
        ClientConnection connection =
                new ClientConnection(
                        info, channel, context.observer(), context.connections()::remove);
        context.connections().add(connection);
        connection.open();
        return connection;
    }

    private HandshakeSettings handshake(
            ClientConnection connection, TlsSettings tls, Duration timeout, StreamStart stream) {
        Runnable review = context.review().handshakeStarted(connection);
        return new HandshakeSettings(
                context.crypto(),
                tls.limits(),
                () -> inForce(tls),
                keyWork(tls),
                context.signers(),
                tls.replays(),
                timeout,
                () -> {
                    admission.handshakeFinished();
                    review.run();
                },
                stream);
    }

    /// Slow keys sign elsewhere, and decryption, which takes milliseconds in pure Java, is done elsewhere.
    private PrivateKeyWork keyWork(TlsSettings tls) {
        return new PrivateKeyWork() {
            @Override
            public @Nullable Executor executor(SigningKey key) {
                return tls.slowKeys().contains(key) ? context.signers() : null;
            }

            @Override
            public Executor executor(DecryptionKey key) {
                return context.signers();
            }
        };
    }

    private ListenerSettings live() {
        return context.live().current().listener(listener);
    }

    /// What is in force when the ClientHello has come; of a listener that does not speak TLS any more, what was when the
    /// connection was accepted.
    private TlsSettings inForce(TlsSettings accepted) {
        TlsSettings now = live().tls();
        return now == null ? accepted : now;
    }
}
