package io.sallyport.config.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Servers that are equally good for a connection or request.
///
/// @param servers at least one
/// @param protocol what is spoken to them in `mode: http`
/// @param balance how they take turns
/// @param hash what decides on the server in [Balance#CONSISTENT_HASH]
/// @param sticky the cookie that brings clients back to their server; in `mode: http` only
/// @param connectTimeout for each server that is tried
/// @param connectTries how many servers are tried for one connection before it is given up; no
///   server is tried twice
/// @param health how servers are asked whether they are well; empty: they are not
/// @param ejection when a server is passed over for what happened with it
/// @param retry when a request is made again
/// @param limits what it is burdened with at most
/// @param keepAlive connections that are kept for the next request
/// @param proxyHeader what servers are told of the client; in `mode: tcp`
public record Backend(
        List<BackendServer> servers,
        BackendProtocol protocol,
        Balance balance,
        HashSettings hash,
        Optional<StickySettings> sticky,
        Duration connectTimeout,
        int connectTries,
        Optional<HealthSettings> health,
        EjectionSettings ejection,
        RetrySettings retry,
        BackendLimits limits,
        KeepAliveSettings keepAlive,
        ProxyHeaderSettings proxyHeader) {

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

    /// These servers, all of one weight, and defaults for the rest.
    public static Backend of(List<? extends ServerAddress> addresses) {
        return ofServers(addresses.stream().map(BackendServer::of).toList());
    }

    /// These servers, and defaults for the rest.
    public static Backend ofServers(List<BackendServer> servers) {
        return new Backend(
                servers,
                BackendProtocol.HTTP1,
                DEFAULT_BALANCE,
                HashSettings.CLIENT,
                Optional.empty(),
                DEFAULT_CONNECT_TIMEOUT,
                DEFAULT_CONNECT_TRIES,
                Optional.empty(),
                EjectionSettings.DEFAULTS,
                RetrySettings.DEFAULTS,
                BackendLimits.DEFAULTS,
                KeepAliveSettings.DEFAULTS,
                ProxyHeaderSettings.NONE);
    }

    /// The same, speaking something else.
    public Backend withProtocol(BackendProtocol spoken) {
        return new Backend(
                servers,
                spoken,
                balance,
                hash,
                sticky,
                connectTimeout,
                connectTries,
                health,
                ejection,
                retry,
                limits,
                keepAlive,
                proxyHeader);
    }

    /// The same with another way of taking turns.
    public Backend withBalance(Balance other) {
        return new Backend(
                servers,
                protocol,
                other,
                hash,
                sticky,
                connectTimeout,
                connectTries,
                health,
                ejection,
                retry,
                limits,
                keepAlive,
                proxyHeader);
    }

    /// The same with consistent hashing.
    public Backend withHash(HashSettings by) {
        return new Backend(
                servers,
                protocol,
                Balance.CONSISTENT_HASH,
                by,
                sticky,
                connectTimeout,
                connectTries,
                health,
                ejection,
                retry,
                limits,
                keepAlive,
                proxyHeader);
    }

    /// The same with a sticky cookie.
    public Backend withSticky(StickySettings cookie) {
        return new Backend(
                servers,
                protocol,
                balance,
                hash,
                Optional.of(cookie),
                connectTimeout,
                connectTries,
                health,
                ejection,
                retry,
                limits,
                keepAlive,
                proxyHeader);
    }

    /// The same with another connect timeout.
    public Backend withConnectTimeout(Duration timeout) {
        return new Backend(
                servers,
                protocol,
                balance,
                hash,
                sticky,
                timeout,
                connectTries,
                health,
                ejection,
                retry,
                limits,
                keepAlive,
                proxyHeader);
    }

    /// The same with another number of servers tried.
    public Backend withConnectTries(int number) {
        return new Backend(
                servers,
                protocol,
                balance,
                hash,
                sticky,
                connectTimeout,
                number,
                health,
                ejection,
                retry,
                limits,
                keepAlive,
                proxyHeader);
    }

    /// The same with health checks.
    public Backend withHealth(HealthSettings checks) {
        return new Backend(
                servers,
                protocol,
                balance,
                hash,
                sticky,
                connectTimeout,
                connectTries,
                Optional.of(checks),
                ejection,
                retry,
                limits,
                keepAlive,
                proxyHeader);
    }

    /// The same, passing servers over by other rules.
    public Backend withEjection(EjectionSettings other) {
        return new Backend(
                servers,
                protocol,
                balance,
                hash,
                sticky,
                connectTimeout,
                connectTries,
                health,
                other,
                retry,
                limits,
                keepAlive,
                proxyHeader);
    }

    /// The same, making requests again by other rules.
    public Backend withRetry(RetrySettings other) {
        return new Backend(
                servers,
                protocol,
                balance,
                hash,
                sticky,
                connectTimeout,
                connectTries,
                health,
                ejection,
                other,
                limits,
                keepAlive,
                proxyHeader);
    }

    /// The same with other limits.
    public Backend withLimits(BackendLimits other) {
        return new Backend(
                servers,
                protocol,
                balance,
                hash,
                sticky,
                connectTimeout,
                connectTries,
                health,
                ejection,
                retry,
                other,
                keepAlive,
                proxyHeader);
    }

    /// The same, keeping connections by other rules.
    public Backend withKeepAlive(KeepAliveSettings other) {
        return new Backend(
                servers,
                protocol,
                balance,
                hash,
                sticky,
                connectTimeout,
                connectTries,
                health,
                ejection,
                retry,
                limits,
                other,
                proxyHeader);
    }

    /// The same, telling servers who the client is.
    public Backend withSendProxyProtocol(SendProxyProtocol version) {
        return withProxyHeader(new ProxyHeaderSettings(version, proxyHeader.tlvs()));
    }

    /// The same, telling servers something else of the client.
    public Backend withProxyHeader(ProxyHeaderSettings other) {
        return new Backend(
                servers,
                protocol,
                balance,
                hash,
                sticky,
                connectTimeout,
                connectTries,
                health,
                ejection,
                retry,
                limits,
                keepAlive,
                other);
    }
}
