package io.sallyport.proxy.forward;

/// Whoever drives a connection just now. Called on the connection's event loop.
public interface Stage {

    /// The proxy ends: the connection is to be closed without waiting for anything.
    void stop();

    /// The proxy is about to end: no new work is to be begun. By default a connection goes on.
    default void drain() {}

    /// The client is to be had no longer: it is told so in the protocol's own way, if it can be told at once, and closed.
    /// What is under way for it ends.
    default void dismiss() {
        stop();
    }

    /// The client's channel is closed: the time for last words, before the connection is reported as
    /// over.
    void closed();
}
