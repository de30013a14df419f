package io.sallyport.tls.event;

/// The engine's one hook for those who measure and tell. Called on the thread that drives the engine,
/// in the order of the events; must not block and must not throw.
@FunctionalInterface
public interface TlsObserver {

    /// Listens to nothing.
    TlsObserver NONE = _ -> {};

    void on(TlsEvent event);
}
