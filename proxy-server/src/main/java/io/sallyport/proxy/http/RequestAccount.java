package io.sallyport.proxy.http;

import io.netty.handler.codec.http.HttpRequest;
import io.sallyport.proxy.backend.Backend;
import io.sallyport.proxy.backend.Server;
import io.sallyport.proxy.forward.ClientConnection;
import io.sallyport.proxy.insight.RequestIds;
import io.sallyport.proxy.insight.RequestReport;
import org.jspecify.annotations.Nullable;

/// What is told of a request when its exchange is over.
final class RequestAccount {
    private final ClientConnection connection;
    private final HttpRequest request;
    private final RequestIds ids;
    private final long startedNanos = System.nanoTime();
    private @Nullable Server server;
    private @Nullable String reason;
    private @Nullable String explanation;
    private int status;
    private long bytesOut;

    RequestAccount(ClientConnection connection, HttpRequest request, RequestMarks marks) {
        this.connection = connection;
        this.request = request;
        this.ids = new RequestIds(marks.requestId(), marks.trace().traceId());
    }

    void served(Backend backend, Server by) {
        connection.served(backend, by);
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

    void bodySent(int bytes) {
        bytesOut += bytes;
    }

    /// Tells it.
    void close(Backend backend) {
        connection.requested();
        connection
                .observer()
                .requestFinished(
                        new RequestReport(
                                connection.info(),
                                connection.session(),
                                request.method().name(),
                                request.uri(),
                                RequestHead.host(request),
                                status,
                                reason,
                                explanation,
                                backend.name(),
                                server == null ? null : server.name(),
                                bytesOut,
                                System.nanoTime() - startedNanos,
                                ids));
    }

    /// Tells of something that was no request.
    static void unread(
            ClientConnection connection,
            int status,
            String reason,
            String sentence,
            Backend backend) {
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
                                backend.name()));
    }
}
