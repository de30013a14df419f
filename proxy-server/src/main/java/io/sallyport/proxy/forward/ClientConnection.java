package io.sallyport.proxy.forward;

import io.netty.channel.Channel;
import io.sallyport.proxy.backend.Backend;
import io.sallyport.proxy.backend.Server;
import io.sallyport.proxy.clientauth.ClientCertificateChecks;
import io.sallyport.proxy.clientauth.ClientIdentity;
import io.sallyport.proxy.identity.IdentitySettings;
import io.sallyport.proxy.identity.ToldIdentity;
import io.sallyport.proxy.insight.CloseCause;
import io.sallyport.proxy.insight.ConnectionInfo;
import io.sallyport.proxy.insight.ConnectionReport;
import io.sallyport.proxy.insight.Direction;
import io.sallyport.proxy.insight.TrafficObserver;
import io.sallyport.proxy.runtime.ListenerSettings;
import io.sallyport.proxy.runtime.TlsSettings;
import io.sallyport.tls.alert.TlsFailure;
import io.sallyport.tls.event.NegotiatedSession;
import java.net.SocketAddress;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One accepted connection, from admission to its last report: what is known of it, and who drives it.
///
/// The report goes out when the client's channel and every channel opened for it are closed, whatever
/// happened before. For the connection's event loop alone, but for [#stop].
public final class ClientConnection {
    private final Channel channel;
    private final TrafficObserver observer;
    private final Consumer<ClientConnection> over;
    private final long startedNanos = System.nanoTime();

    private ConnectionInfo info;
    private @Nullable Stage stage;
    private @Nullable NegotiatedSession session;
    private volatile @Nullable ClientIdentity identity;
    private @Nullable IdentitySettings toldBy;
    private ToldIdentity told = ToldIdentity.NOTHING;
    private ClientCertificateChecks clientChecks = ClientCertificateChecks.NONE;
    private @Nullable String backend;
    private @Nullable String server;
    private @Nullable CloseCause cause;
    private @Nullable TlsFailure failure;
    private long bytesIn;
    private long bytesOut;
    private int openChannels;
    private long requests;
    private boolean unconfirmed;

    /// @param channel the client's, registered with its event loop
    /// @param over called once, on the event loop, after the last report
    public ClientConnection(
            ConnectionInfo info,
            Channel channel,
            TrafficObserver observer,
            Consumer<ClientConnection> over) {
        this.info = info;
        this.channel = channel;
        this.observer = observer;
        this.over = over;
    }

    /// Tells of the connection, and begins to wait for its end.
    public void open() {
        observer.connectionOpened(info);
        openChannels = 1;
        channel.closeFuture().addListener(_ -> clientClosed());
    }

    /// Which connection it is: what is known of it by now.
    public ConnectionInfo info() {
        return info;
    }

    /// The client's channel.
    public Channel channel() {
        return channel;
    }

    public TrafficObserver observer() {
        return observer;
    }

    /// A trusted proxy in front told who the client is, and which address it connected to.
    public void announced(SocketAddress client, SocketAddress local) {
        info = new ConnectionInfo(info.listener(), info.id(), client, local, info.client());
    }

    /// Hands the connection to the next one who drives it.
    public void enter(Stage next) {
        stage = next;
    }

    /// Its handshake is held to these.
    public void heldTo(ClientCertificateChecks checks) {
        clientChecks = checks;
    }

    /// What its handshake was held to; [ClientCertificateChecks#NONE] without TLS.
    public ClientCertificateChecks clientChecks() {
        return clientChecks;
    }

    /// The handshake is done.
    ///
    /// @param client whom the client has proved to be, or null
    public void established(NegotiatedSession agreed, @Nullable ClientIdentity client) {
        // the identity last: who sees it from another thread sees the session as well
        session = agreed;
        toldBy = null;
        identity = client;
    }

    /// The handshake is done but for the client's Finished, and early data may come.
    public void establishedEarly(NegotiatedSession agreed, @Nullable ClientIdentity client) {
        established(agreed, client);
        unconfirmed = true;
    }

    /// The client's Finished has come.
    public void confirmed() {
        unconfirmed = false;
    }

    /// Whether the client is there, now: until its Finished has come, what is read may be something that somebody
    /// has recorded and sends again (RFC 9846, section 8). True without TLS.
    public boolean isConfirmed() {
        return !unconfirmed;
    }

    /// A server was connected to. It counts as connected until the channel is closed.
    public void connected(Backend chosen, Server taken, Channel toServer) {
        backend = chosen.name();
        server = taken.name();
        openChannels++;
        observer.backendConnected(
                info, session, chosen.name(), taken.name(), toServer.localAddress());
        toServer.closeFuture()
                .addListener(_ -> {
                    taken.disconnected();
                    taken.finished();
                    observer.backendDisconnected(info, chosen.name(), taken.name());
                    channelClosed();
                });
    }

    /// A request was handed to a server, over a connection that is not this one's alone.
    public void served(Backend chosen, Server taken) {
        backend = chosen.name();
        server = taken.name();
    }

    /// A request is over.
    public void requested() {
        requests++;
    }

    /// How many requests are over.
    public long requests() {
        return requests;
    }

    /// What was negotiated, or null without TLS.
    public @Nullable NegotiatedSession session() {
        return session;
    }

    /// Whom the client has proved to be by a certificate, in this handshake or in the one that its session is from; null
    /// if it showed none. It may be one that is not good, where clients are only observed:
    /// [ClientIdentity#isVerified]. From any thread; once it is there, so are [#session] and [#info].
    public @Nullable ClientIdentity identity() {
        return identity;
    }

    /// The same if it is good, else null: nobody else is told of as the client.
    public @Nullable ClientIdentity verifiedIdentity() {
        return identity != null && identity.isVerified() ? identity : null;
    }

    /// What servers are told about who the client is. Made once, and again only after the settings have changed.
    public ToldIdentity told(ListenerSettings settings) {
        IdentitySettings wanted = settings.identity();
        if (toldBy != wanted) {
            told =
                    wanted.tellsNothing()
                            ? ToldIdentity.NOTHING
                            : wanted.told(identity, session, ownUris(settings));
            toldBy = wanted;
        }
        return told;
    }

    private List<String> ownUris(ListenerSettings settings) {
        TlsSettings tls = settings.tls();
        return session == null || tls == null ? List.of() : tls.urisOf(session.credential());
    }

    /// No server could be connected to.
    public void unreachable(Backend chosen) {
        backend = chosen.name();
        endedBy(CloseCause.BACKEND_UNREACHABLE);
    }

    /// No server of the backend may have another connection.
    public void overloaded(Backend chosen) {
        backend = chosen.name();
        endedBy(CloseCause.BACKEND_OVERLOADED);
    }

    /// Application data was passed on.
    public void transferred(Direction direction, long bytes) {
        switch (direction) {
            case IN -> bytesIn += bytes;
            case OUT -> bytesOut += bytes;
        }
        observer.bytesTransferred(info, direction, bytes);
    }

    /// Reading stopped, because as many bytes as allowed wait for a slow reader.
    public void paused(Direction direction) {
        observer.readingPaused(info, direction);
    }

    /// Why the connection ends. The first call counts: the others tell what followed from it.
    public void endedBy(CloseCause why) {
        if (cause == null) {
            cause = why;
        }
    }

    /// TLS failed after the handshake.
    public void failed(TlsFailure how) {
        if (cause == null) {
            cause = CloseCause.TLS_FAILURE;
            failure = how;
        }
    }

    /// Closes the connection without waiting for anything. From any thread.
    public void stop() {
        channel.eventLoop()
                .execute(() -> {
                    if (stage == null) {
                        channel.close();
                    } else {
                        stage.stop();
                    }
                });
    }

    /// Closes the connection because its client's certificate is not good any more. From any thread.
    ///
    /// @param found what is wrong with it
    public void dismiss(ClientIdentity found) {
        channel.eventLoop()
                .execute(() -> {
                    if (stage != null && cause == null && channel.isActive()) {
                        endedBy(CloseCause.CLIENT_CERTIFICATE);
                        observer.clientDismissed(info, found);
                        stage.dismiss();
                    }
                });
    }

    /// No new work is to be begun: whoever drives the connection ends it when what it does is done. From any
    /// thread.
    public void drain() {
        channel.eventLoop()
                .execute(() -> {
                    if (stage != null) {
                        stage.drain();
                    }
                });
    }

    private void clientClosed() {
        if (stage != null) {
            stage.closed();
        }
        channelClosed();
    }

    private void channelClosed() {
        openChannels--;
        if (openChannels == 0) {
            observer.connectionClosed(report());
            over.accept(this);
        }
    }

    private ConnectionReport report() {
        return new ConnectionReport(
                info,
                session,
                backend,
                server,
                bytesIn,
                bytesOut,
                requests,
                System.nanoTime() - startedNanos,
                cause == null ? CloseCause.INTERNAL_ERROR : cause,
                failure,
                verifiedIdentity());
    }
}
