package io.sallyport.proxy.backend;

import java.net.SocketAddress;

/// A server as the configuration has it.
///
/// @param name as the configuration writes the address
/// @param address see [Server#address]
/// @param weight at least 1: a server of weight 3 gets three times as much as one of weight 1
/// @param token stands for the server in sticky cookies, and tells nobody its address
public record ServerDefinition(String name, SocketAddress address, int weight, String token) {

    public ServerDefinition {
        if (weight < 1) {
            throw new IllegalArgumentException(
                    "server " + name + ": weight " + weight + " (expected: at least 1)");
        }
    }
}
