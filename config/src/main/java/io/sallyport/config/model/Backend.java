package io.sallyport.config.model;

import java.time.Duration;
import java.util.List;

/// Servers that are equally good for a connection.
///
/// @param servers at least one
/// @param balance how they take turns
/// @param connectTimeout for each server that is tried
/// @param connectTries how many servers are tried for one connection before it is given up; no
///   server is tried twice
public record Backend(
        List<ServerAddress> servers, Balance balance, Duration connectTimeout, int connectTries) {

    /// What nginx and HAProxy do too.
    public static final Balance DEFAULT_BALANCE = Balance.ROUND_ROBIN;

    /// One lost SYN is sent again after a second, and still counts.
    public static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(2);

    /// The first server and two more: with the default timeout, an answer within six seconds.
    public static final int DEFAULT_CONNECT_TRIES = 3;

    public Backend {
        servers = List.copyOf(servers);
        if (servers.isEmpty()) {
            throw new IllegalArgumentException("no servers; a backend needs at least one");
        }
        if (connectTries < 1) {
            throw new IllegalArgumentException(
                    "connectTries of " + connectTries + "; must be at least 1");
        }
    }

    /// These servers, and defaults for the rest.
    public static Backend of(List<ServerAddress> servers) {
        return new Backend(
                servers, DEFAULT_BALANCE, DEFAULT_CONNECT_TIMEOUT, DEFAULT_CONNECT_TRIES);
    }

    /// The same with another way of taking turns.
    public Backend withBalance(Balance other) {
        return new Backend(servers, other, connectTimeout, connectTries);
    }

    /// The same with another connect timeout.
    public Backend withConnectTimeout(Duration timeout) {
        return new Backend(servers, balance, timeout, connectTries);
    }

    /// The same with another number of servers tried.
    public Backend withConnectTries(int number) {
        return new Backend(servers, balance, connectTimeout, number);
    }
}
