package io.sallyport.proxy.http;

import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.sallyport.proxy.backend.Backend;
import io.sallyport.proxy.forward.ClientConnection;
import io.sallyport.proxy.forward.ServerConnect;
import org.jspecify.annotations.Nullable;

/// The server's side of an [Exchange]: who is looked for, who was found, and whether another one is asked. For the
/// connection's event loop alone.
final class ServerLeg {
    private final HttpRequest request;
    private final ServerSearch search;
    private @Nullable ServerStream stream;
    private boolean bodySent;

    ServerLeg(
            ServerConnect.Network network,
            ClientConnection connection,
            Backend backend,
            int bufferPerDirection,
            HttpRequest request,
            Exchange exchange) {
        this.request = request;
        this.search =
                new ServerSearch(
                        network,
                        connection,
                        backend,
                        RequestAffinity.of(backend, request, connection),
                        bufferPerDirection,
                        exchange);
    }

    /// Looks for a server, and tells the exchange.
    void look() {
        search.start();
    }

    /// A server was found: it gets the request's head, and its end too if that has come already.
    void begin(ServerStream found, HttpRequest forwarded, boolean complete, Exchange exchange) {
        stream = found;
        found.write(forwarded);
        if (complete) {
            // made again after the first attempt, and without a body
            found.write(LastHttpContent.EMPTY_LAST_CONTENT);
        }
        found.begin(exchange);
    }

    /// Whether a server was found, and takes more of the request.
    boolean isWritable() {
        return stream != null && stream.isWritable();
    }

    /// Passes a part of the request's body on. Only if [#isWritable].
    void write(HttpContent content) {
        bodySent |= content.content().isReadable();
        require().write(content);
    }

    /// Whether something of a body was passed on.
    boolean isBodySent() {
        return bodySent;
    }

    void flush() {
        if (stream != null) {
            stream.flush();
        }
    }

    /// Asks for more of the answer.
    void read() {
        if (stream != null) {
            stream.read();
        }
    }

    /// From here on there is only content.
    void tunnel() {
        require().tunnel();
    }

    /// The server is gone.
    void lost() {
        stream = null;
    }

    /// Looks once more if the server is gone without an answer, it does no harm, and may be.
    ///
    /// @return whether it does
    boolean looksAgain() {
        return doesNoHarmTwice() && search.isMadeAgain() && startAgain();
    }

    /// The same if the answer's status is one that another server is to better.
    boolean looksAgain(int status) {
        if (!doesNoHarmTwice() || !search.isMadeAgain(status)) {
            return false;
        }
        close();
        return startAgain();
    }

    /// The same if the server says that it has not begun, which is believed once.
    boolean looksAgainAfterRefusal() {
        return !bodySent && search.isFirst() && startAgain();
    }

    private boolean startAgain() {
        search.startAgain();
        return true;
    }

    /// Whether nothing of a body was sent, and doing it twice does no more than doing it once.
    private boolean doesNoHarmTwice() {
        return !bodySent && RequestHead.isIdempotent(request);
    }

    /// The server answers.
    void answered(HttpResponse answer) {
        search.answered(answer);
    }

    /// The server did not do as it should.
    void failed(HttpFailure what) {
        search.failed(what);
    }

    /// Nothing more is looked for.
    void end() {
        search.end();
    }

    /// The exchange is over, and the server may get the next one.
    void release() {
        ServerStream used = stream;
        stream = null;
        if (used != null) {
            used.flush();
            used.release();
        }
    }

    /// The exchange is over, and the server cannot know it otherwise.
    void close() {
        ServerStream used = stream;
        stream = null;
        if (used != null) {
            used.close();
        }
    }

    private ServerStream require() {
        if (stream == null) {
            throw new IllegalStateException("no server");
        }
        return stream;
    }
}
