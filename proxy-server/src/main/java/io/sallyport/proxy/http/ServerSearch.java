package io.sallyport.proxy.http;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpResponse;
import io.sallyport.proxy.backend.Affinity;
import io.sallyport.proxy.backend.Backend;
import io.sallyport.proxy.backend.Server;
import io.sallyport.proxy.forward.ClientConnection;
import io.sallyport.proxy.forward.ServerConnect;
import io.sallyport.proxy.insight.RetryCause;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The way of one request to a server: over a connection that was kept, or over a new one.
final class ServerSearch implements ServerConnect.Outcome {
    private final ServerConnect.Network network;
    private final ClientConnection connection;
    private final Backend backend;
    private final Affinity affinity;
    private final int bufferPerDirection;
    private final Exchange exchange;
    private @Nullable ServerConnect attempt;
    private @Nullable Server server;
    private final Set<Server> avoided = new HashSet<>();
    private int tries = 1;
    private boolean admitted;
    private boolean settled;
    private boolean reused;
    private boolean again;
    private boolean cancelled;

    ServerSearch(
            ServerConnect.Network network,
            ClientConnection connection,
            Backend backend,
            Affinity affinity,
            int bufferPerDirection,
            Exchange exchange) {
        this.network = network;
        this.connection = connection;
        this.backend = backend;
        this.affinity = affinity;
        this.bufferPerDirection = bufferPerDirection;
        this.exchange = exchange;
    }

    /// Looks for a server, and tells the exchange.
    void start() {
        admitted = backend.requestBegins();
        if (admitted) {
            look();
        } else {
            exchange.fail(HttpFailure.BACKEND_OVERLOADED);
        }
    }

    /// The server ended the connection instead of answering: whether the request is made again, if that does no harm.
    /// It is if the connection was an old one that the server may have given up (RFC 9112, section 9.3.1), and otherwise
    /// as far as `retry` says.
    boolean isMadeAgain() {
        if (reused && !again) {
            return true;
        }
        boolean may = mayTryAgain(RetryCause.CONNECTION_ENDED);
        if (may) {
            failed(HttpFailure.BACKEND_CLOSED);
            avoid();
        }
        return may;
    }

    /// The server answered with this status: whether the request is made again, if that does no harm.
    boolean isMadeAgain(int status) {
        boolean may = backend.retry().statuses().contains(status) && mayTryAgain(RetryCause.STATUS);
        if (may && server != null) {
            server.answered(status);
            avoid();
        }
        return may;
    }

    /// Whether it was not started again.
    boolean isFirst() {
        return !again;
    }

    /// Looks once more, for a new connection.
    void startAgain() {
        again = true;
        leave();
        look();
    }

    private boolean mayTryAgain(RetryCause cause) {
        if (tries >= backend.retry().tries()) {
            return false;
        }
        boolean may = backend.takesRetry();
        tries += may ? 1 : 0;
        connection
                .observer()
                .requestRetried(
                        connection.info(), backend.name(), may ? cause : RetryCause.OUT_OF_BUDGET);
        return may;
    }

    private void avoid() {
        if (server != null) {
            avoided.add(server);
        }
    }

    private void look() {
        settled = false;
        ServerConnect begun =
                ServerConnect.start(
                        network,
                        connection,
                        backend,
                        () -> backend.select(affinity, avoided),
                        bufferPerDirection,
                        this);
        if (!settled) {
            attempt = begun;
        }
    }

    /// The server that was found answers.
    void answered(HttpResponse answer) {
        if (server != null) {
            server.answered(answer.status().code());
            RequestAffinity.mark(answer, backend, affinity, server, connection);
        }
    }

    /// The server that was found did not do as it should.
    void failed(HttpFailure what) {
        if (server != null && what.isOfTheServer()) {
            server.failed(what.sentence());
        }
    }

    /// Nothing more comes of it. Harmless when that is known.
    void end() {
        leave();
        if (admitted) {
            admitted = false;
            backend.requestEnds();
        }
        cancelled = true;
        if (attempt != null) {
            attempt.cancel();
            attempt = null;
        }
    }

    @Override
    public boolean reuses(Server candidate) {
        if (again) {
            return false;
        }
        ServerStream idle = backend.speaksHttp2() ? stream(candidate) : kept(candidate);
        if (idle == null) {
            return false;
        }
        reused = true;
        server = candidate;
        settle();
        exchange.attach(candidate, idle);
        return true;
    }

    private static @Nullable ServerStream stream(Server candidate) {
        return Http2ServerPool.get().stream(candidate);
    }

    private static @Nullable ServerStream kept(Server candidate) {
        ServerSide idle = ServerPool.get().take(candidate);
        while (idle != null && !idle.isUsable()) {
            idle = ServerPool.get().take(candidate);
        }
        return idle;
    }

    @Override
    public void connected(Server fresh, Channel toServer) {
        settle();
        ServerStream side = backend.speaksHttp2() ? shared(fresh, toServer) : own(fresh, toServer);
        if (cancelled) {
            fresh.finished();
            side.close();
        } else {
            reused = false;
            server = fresh;
            exchange.attach(fresh, side);
        }
    }

    private ServerStream own(Server fresh, Channel toServer) {
        return ServerSide.open(toServer, backend, fresh, connection);
    }

    /// Others may have connected at the same time: one connection is enough for all.
    private ServerStream shared(Server fresh, Channel toServer) {
        ServerStream other = stream(fresh);
        if (other != null) {
            fresh.disconnected();
            toServer.close();
            return other;
        }
        return Http2ServerSide.open(toServer, backend, fresh, connection).stream();
    }

    @Override
    public void unreachable() {
        settle();
        exchange.fail(HttpFailure.BACKEND_UNREACHABLE);
    }

    @Override
    public void overloaded(ServerConnect.Overload why) {
        settle();
        exchange.fail(
                switch (why) {
                    case QUEUE_FULL -> HttpFailure.BACKEND_QUEUE_FULL;
                    case WAIT_TIMEOUT -> HttpFailure.BACKEND_WAIT_TIMEOUT;
                });
    }

    private void leave() {
        if (server != null) {
            server.finished();
            server = null;
        }
    }

    private void settle() {
        settled = true;
        attempt = null;
    }
}
