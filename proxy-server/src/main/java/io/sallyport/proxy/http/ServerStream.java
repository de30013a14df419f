package io.sallyport.proxy.http;

/// Whoever answers, as an [Exchange] sees it: a connection to a server, used by one exchange at a time. For its event
/// loop alone.
interface ServerStream {

    /// Serves an exchange from now on.
    void begin(Exchange next);

    /// Writes a part of the request.
    void write(Object message);

    void flush();

    /// Whether more of the request can be written now. When it can again, [Exchange#serverWritable] is told.
    boolean isWritable();

    /// Asks for more of the answer.
    void read();

    /// Whether it can become a tunnel for a request that asks for it.
    default boolean canTunnel() {
        return false;
    }

    /// Becomes a tunnel: from here on what is written is content, and what comes, too, until each ends. Only if
    /// [#canTunnel].
    default void tunnel() {
        throw new IllegalStateException("cannot tunnel");
    }

    /// The exchange is over, and the next one may come.
    void release();

    /// The exchange is over, and the server cannot know it otherwise.
    void close();
}
