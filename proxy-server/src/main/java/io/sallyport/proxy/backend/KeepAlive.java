package io.sallyport.proxy.backend;

import java.time.Duration;

/// Connections to servers that are kept for the next request.
///
/// @param connections for each event loop and server
/// @param timeout after which one that nobody used is closed
public record KeepAlive(int connections, Duration timeout) {}
