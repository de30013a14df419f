package io.sallyport.proxy.http;

import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.sallyport.proxy.insight.CloseCause;

/// Whoever asked, as an [Exchange] sees it: where a request's body comes from and its answer goes. A connection of
/// HTTP/1.1, which asks once at a time, or a stream of HTTP/2. For the connection's event loop alone.
interface RequestStream {

    /// Whether more of an answer can be written now. When it can again, [Exchange#clientWritable] is told.
    boolean isWritable();

    /// Writes the head of an answer, which may still be changed: it is to say how its body ends, and whether the
    /// connection goes on.
    ///
    /// @param keepAlive whether another request may come afterwards
    /// @return whether one can
    boolean writeHead(HttpResponse head, HttpRequest request, boolean keepAlive);

    /// Writes the head of an interim answer, whose [#write] is empty.
    void writeInterim(HttpResponse head, HttpRequest request);

    /// Writes a part of an answer's body, or its end.
    void write(HttpContent content);

    void flush();

    /// Whether it can become a tunnel for a request that asks for it: nothing came behind the request.
    default boolean canTunnel() {
        return false;
    }

    /// Whether it becomes a tunnel by any answer of success (2xx), so that no other such answer may be given.
    default boolean tunnelsBySuccess() {
        return false;
    }

    /// Writes the head by which the server agrees, and becomes a tunnel: from here on what comes is content of the
    /// request and what goes content of the answer, until each ends. Only if [#canTunnel].
    default void tunnel(HttpResponse head) {
        throw new IllegalStateException("cannot tunnel");
    }

    /// Writes an answer of the proxy's own.
    void answerOurselves(FullHttpResponse answer, HttpRequest request, boolean keepAlive);

    /// The answer is written whole, and the exchange is over.
    ///
    /// @param keepAlive whether another request may come
    void answered(boolean keepAlive);

    /// The answer cannot be ended, and the exchange is over: the client is not to take what it has for all of it.
    void abort(CloseCause why);

    /// Throws away what is left of a request's body, if all of it is there.
    ///
    /// @return whether it was
    boolean discardsBody();

    /// Hands on what has come of the request's body, as far as the server takes it, and asks for more.
    void pump();
}
