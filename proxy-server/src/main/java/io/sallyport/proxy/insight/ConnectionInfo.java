package io.sallyport.proxy.insight;

import java.net.SocketAddress;

/// Which connection it is about: what is known as soon as it was accepted.
///
/// @param listener the listener's name in the configuration
/// @param id unique within the process, counted from 1
/// @param client where the client is
/// @param local the address that the client connected to
public record ConnectionInfo(String listener, long id, SocketAddress client, SocketAddress local) {}
