package io.sallyport.proxy.backend;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/// Servers that are equally good for a connection. Thread-safe.
public final class Backend {
    private final String name;
    private final List<Server> servers;
    private final Balance balance;
    private final Duration connectTimeout;
    private final int connectTries;
    private final AtomicInteger turn = new AtomicInteger();

    /// @param servers by the name that the configuration gives them, in its order; at least one
    /// @param connectTimeout for each server that is tried
    /// @param connectTries how many servers are tried for one connection
    /// @param listener hears when a server stops or starts being usable
    public static Backend of(
            String name,
            Map<String, SocketAddress> servers,
            Balance balance,
            Duration connectTimeout,
            int connectTries,
            ServerStateListener listener) {
        return new Backend(
                name, servers, balance, connectTimeout, connectTries, listener, System::nanoTime);
    }

    Backend(
            String name,
            Map<String, SocketAddress> servers,
            Balance balance,
            Duration connectTimeout,
            int connectTries,
            ServerStateListener listener,
            LongSupplier nanoTime) {
        if (servers.isEmpty()) {
            throw new IllegalArgumentException(
                    "backend " + name + ": no servers (expected: at least one)");
        }
        List<Server> all = new ArrayList<>();
        servers.forEach((server, address) ->
                all.add(new Server(server, address, nanoTime, listener, name)));
        this.name = name;
        this.servers = List.copyOf(all);
        this.balance = balance;
        this.connectTimeout = connectTimeout;
        this.connectTries = connectTries;
    }

    public String name() {
        return name;
    }

    public List<Server> servers() {
        return servers;
    }

    public Duration connectTimeout() {
        return connectTimeout;
    }

    /// The servers to try for one connection, one after the other.
    public ServerSelection select() {
        int start = Math.floorMod(turn.getAndIncrement(), servers.size());
        return new ServerSelection(servers, balance, start, connectTries);
    }
}
