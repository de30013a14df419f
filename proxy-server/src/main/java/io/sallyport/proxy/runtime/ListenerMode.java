package io.sallyport.proxy.runtime;

/// What a listener does with the bytes of its connections.
public enum ListenerMode {
    /// Passes them on as they are.
    TCP,
    /// Reads requests and answers.
    HTTP
}
