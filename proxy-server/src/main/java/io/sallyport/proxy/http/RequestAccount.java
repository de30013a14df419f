package io.sallyport.proxy.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.sallyport.proxy.backend.Backend;
import io.sallyport.proxy.backend.Server;
import io.sallyport.proxy.forward.ClientConnection;
import io.sallyport.proxy.insight.RequestIds;
import io.sallyport.proxy.insight.RequestRemarks;
import io.sallyport.proxy.insight.RequestReport;
import io.sallyport.proxy.runtime.Route;
import org.jspecify.annotations.Nullable;

/// What is told of a request when its exchange is over.
final class RequestAccount {
    private final ClientConnection connection;
    private final HttpRequest request;
    private final RequestIds ids;
    private final long startedNanos = System.nanoTime();
    private String route = Route.NONE;
    private String backend;
    private @Nullable Server server;
    private @Nullable String reason;
    private @Nullable String explanation;
    private int status;
    private boolean tunnel;
    private long bytesIn;
    private long bytesOut;

    /// @param backend the name of the one that gets it if no route has it, or [Route#NONE]
    RequestAccount(
            ClientConnection connection, HttpRequest request, RequestMarks marks, String backend) {
        this.connection = connection;
        this.request = request;
        this.ids = new RequestIds(marks.requestId(), marks.trace().traceId(), marks.trace().span());
        this.backend = backend;
    }

    /// A route has it.
    void takenBy(Route by) {
        route = by.name();
        Backend to = by.backend();
        backend = to == null ? Route.NONE : to.name();
    }

    void served(Backend chosen, Server by) {
        connection.served(chosen, by);
        server = by;
    }

    /// Why the proxy answers itself or breaks off.
    void because(String id, String sentence) {
        reason = id;
        explanation = sentence;
    }

    void status(int code) {
        status = code;
    }

    /// Whether there is a status, which there is when the answer begins.
    boolean isAnswerBegun() {
        return status != 0;
    }

    void bodyReceived(int bytes) {
        bytesIn += bytes;
    }

    /// Of the request's body, or of all that came through a tunnel.
    long bytesIn() {
        return bytesIn;
    }

    void bodySent(int bytes) {
        bytesOut += bytes;
    }

    /// The connection has become a tunnel.
    void tunnelOpened() {
        tunnel = true;
        connection.observer().tunnelOpened(connection.info());
    }

    /// Tells it.
    void close() {
        connection.requested();
        if (tunnel) {
            connection.observer().tunnelClosed(connection.info());
        }
        connection
                .observer()
                .requestFinished(
                        new RequestReport(
                                connection.info(),
                                connection.session(),
                                request.protocolVersion().text(),
                                request.method().name(),
                                request.uri(),
                                RequestHead.host(request),
                                status,
                                reason,
                                explanation,
                                route,
                                backend,
                                server == null ? null : server.name(),
                                bytesIn,
                                bytesOut,
                                System.nanoTime() - startedNanos,
                                ids,
                                new RequestRemarks(
                                        request.headers().get(HttpHeaderNames.REFERER),
                                        request.headers().get(HttpHeaderNames.USER_AGENT)),
                                connection.verifiedIdentity()));
    }

    /// Tells of something that was no request.
    /// @param backend the name of the one that gets what no route has, or [Route#NONE]
    static void unread(
            ClientConnection connection,
            int status,
            String reason,
            String sentence,
            String backend) {
        connection.requested();
        connection
                .observer()
                .requestFinished(
                        RequestReport.unread(
                                connection.info(),
                                connection.session(),
                                status,
                                reason,
                                sentence,
                                backend));
    }
}
