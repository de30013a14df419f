package io.sallyport.proxy.tcp;

import io.netty.channel.Channel;
import io.sallyport.proxy.backend.Backend;
import io.sallyport.proxy.backend.Server;
import io.sallyport.proxy.forward.ClientAffinity;
import io.sallyport.proxy.forward.ClientConnection;
import io.sallyport.proxy.forward.LingeringClose;
import io.sallyport.proxy.forward.OutputCloser;
import io.sallyport.proxy.forward.SentProxyHeader;
import io.sallyport.proxy.forward.ServerConnect;
import io.sallyport.proxy.forward.Stage;
import io.sallyport.proxy.insight.CloseCause;
import io.sallyport.proxy.insight.Direction;
import io.sallyport.proxy.runtime.ListenerSettings;
import io.sallyport.tls.event.NegotiatedSession;
import org.jspecify.annotations.Nullable;

/// Two channels tied together: what comes in on one goes out on the other, the ends of streams
/// included. Everything happens on one event loop.
///
/// From the client one read is taken before a server is connected, and then no more. A stream that ends in order ends in
/// order on the other side. One that breaks off is broken off there, too, so that nobody takes half of
/// the data for all of it: the server gets a reset, a TLS client no close_notify.
final class Tunnel implements Stage, ServerConnect.Outcome {
    private final ServerConnect.Network network;
    private final ListenerSettings settings;
    private final ClientConnection connection;
    private final OutputCloser outputCloser;
    private final TunnelEnd client;
    private final TunnelEnd server;
    private final IdleWatch idleWatch;
    private @Nullable Backend backend;
    private @Nullable ServerConnect connect;

    Tunnel(
            ServerConnect.Network network,
            ListenerSettings settings,
            ClientConnection connection,
            OutputCloser outputCloser) {
        this.network = network;
        this.settings = settings;
        this.connection = connection;
        this.outputCloser = outputCloser;
        this.client = new TunnelEnd(this, Direction.IN, outputCloser);
        this.server = new TunnelEnd(this, Direction.OUT, OutputCloser.PLAIN);
        this.idleWatch =
                new IdleWatch(connection.channel().eventLoop(), settings.idleTimeout(), this::idle);
    }

    /// Starts connecting.
    void open() {
        connection.enter(this);
        client.attach(connection.channel());
        NegotiatedSession session = connection.session();
        Backend chosen =
                settings.routing().backendFor(session == null ? null : session.serverName());
        if (chosen == null) {
            connection.endedBy(CloseCause.NO_ROUTE);
            close();
            return;
        }
        backend = chosen;
        // asking now costs nothing; not asking, and asking later, costs two system calls
        connection.channel().read();
        connect =
                ServerConnect.start(
                        network,
                        connection,
                        chosen,
                        () -> chosen.select(ClientAffinity.of(chosen, connection)),
                        settings.bufferPerDirection(),
                        this);
    }

    @Override
    public void connected(Server taken, Channel toServer) {
        connect = null;
        connection.connected(requireBackend(), taken, toServer);
        SentProxyHeader.write(toServer, requireBackend(), connection, settings.tls());
        toServer.flush();
        server.attach(toServer);
        idleWatch.start(connection.channel(), toServer);
        client.join(server);
        server.join(client);
    }

    /// The client gets an empty stream, as from HAProxy.
    @Override
    public void unreachable() {
        connect = null;
        connection.unreachable(requireBackend());
        close();
    }

    /// The same, because that says as little as can be said.
    @Override
    public void overloaded(ServerConnect.Overload why) {
        connect = null;
        connection.overloaded(requireBackend());
        close();
    }

    @Override
    public void stop() {
        connection.endedBy(CloseCause.DRAIN_TIMEOUT);
        abort();
    }

    /// The server gets a reset, so that it does not take what it has for all there is.
    @Override
    public void dismiss() {
        outputCloser.closeOutput(connection.channel());
        abort();
    }

    @Override
    public void closed() {
        lost(client);
    }

    /// Data is on its way from one end to the other.
    void transferred(Direction direction, int bytes) {
        idleWatch.active();
        connection.transferred(direction, bytes);
    }

    /// As many bytes as allowed wait for the reader of this direction.
    void paused(Direction direction) {
        connection.paused(direction);
    }

    /// The peer of this end has sent all that it will send.
    void inputEnded(TunnelEnd end) {
        connection.endedBy(end == client ? CloseCause.CLIENT_CLOSED : CloseCause.BACKEND_CLOSED);
    }

    /// The peer of this end is gone. Harmless if told again.
    void lost(TunnelEnd end) {
        if (!end.isDone()) {
            connection.endedBy(end == client ? CloseCause.CLIENT_RESET : CloseCause.BACKEND_RESET);
        }
        if (connect != null) {
            connect.cancel();
            connect = null;
        }
        TunnelEnd other = end == client ? server : client;
        if (end.isInputEnded()) {
            other.discardInput();
        } else if (other == server) {
            other.abort();
        } else {
            other.close();
        }
        if (!client.isOpen() && !server.isOpen()) {
            idleWatch.stop();
        }
    }

    /// Something threw where nothing should.
    void failed(TunnelEnd end) {
        connection.endedBy(CloseCause.INTERNAL_ERROR);
        lost(end);
    }

    private void close() {
        Channel toClient = connection.channel();
        LingeringClose.start(toClient, outputCloser.closeOutput(toClient));
    }

    private Backend requireBackend() {
        if (backend == null) {
            throw new IllegalStateException("no backend");
        }
        return backend;
    }

    private void idle() {
        connection.endedBy(CloseCause.IDLE_TIMEOUT);
        abort();
    }

    private void abort() {
        connection.channel().close();
        server.abort();
    }
}
