package io.sallyport.config.keys;

import io.sallyport.config.model.Balance;
import io.sallyport.config.model.HashBy;
import io.sallyport.config.model.HealthCheck;
import io.sallyport.config.model.SendProxyProtocol;
import io.sallyport.config.schema.Key;
import io.sallyport.config.schema.Reading;
import io.sallyport.config.schema.Values;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What must hold between the keys of a backend.
final class BackendChecks {
    private final Values backend;
    private final boolean getsBytes;
    private final boolean getsRequests;
    private final Reading reading;

    private BackendChecks(
            Values backend, boolean getsBytes, boolean getsRequests, Reading reading) {
        this.backend = backend;
        this.getsBytes = getsBytes;
        this.getsRequests = getsRequests;
        this.reading = reading;
    }

    /// @param getsBytes whether a listener in `mode: tcp` uses it
    /// @param getsRequests whether one in `mode: http` does
    static void run(Values backend, boolean getsBytes, boolean getsRequests, Reading reading) {
        BackendChecks checks = new BackendChecks(backend, getsBytes, getsRequests, reading);
        checks.hash();
        checks.sticky();
        checks.ejection();
        checks.health();
        checks.limits();
        checks.sendProxyProtocol();
    }

    private void hash() {
        if (!backend.isGiven(BackendKeys.HASH)) {
            return;
        }
        if (backend.find(BackendKeys.BALANCE)
                .filter(balance -> balance != Balance.CONSISTENT_HASH)
                .isPresent()) {
            reading.error(
                    backend.pathOf(BackendKeys.HASH),
                    "has no meaning without consistent hashing; write balance: consistent_hash, or"
                            + " leave it out");
        }
        Values hash = backend.section(BackendKeys.HASH);
        hash.find(HashKeys.BY)
                .ifPresent(by -> {
                    boolean named = hash.isGiven(HashKeys.NAME);
                    if (by == HashBy.CLIENT && named) {
                        reading.error(
                                hash.pathOf(HashKeys.NAME),
                                "has no meaning with by: client; leave it out, or write by: header"
                                        + " or by: cookie");
                    } else if (by != HashBy.CLIENT && !named) {
                        reading.error(
                                hash.path(),
                                "name is missing; write the name of the " + by.keyword());
                    }
                    if (by != HashBy.CLIENT) {
                        onlyInHttp(hash.pathOf(HashKeys.BY), hash.shown(HashKeys.BY));
                    }
                });
    }

    private void sticky() {
        if (backend.isGiven(BackendKeys.STICKY)) {
            onlyInHttp(backend.pathOf(BackendKeys.STICKY), "a cookie");
        }
        Set<String> cookies = new HashSet<>();
        List<Values> servers = backend.find(BackendKeys.SERVERS).orElse(List.of());
        for (Values server : servers) {
            server.find(ServerKeys.COOKIE)
                    .filter(cookie -> !cookies.add(cookie))
                    .ifPresent(_ ->
                            reading.error(
                                    server.pathOf(ServerKeys.COOKIE),
                                    server.shown(ServerKeys.COOKIE)
                                            + " stands for another server already; give each its"
                                            + " own"));
            requireSticky(server, ServerKeys.COOKIE);
        }
    }

    private void ejection() {
        Values ejection = backend.section(BackendKeys.EJECTION);
        Optional<Duration> time = ejection.find(EjectionKeys.TIME);
        Optional<Duration> most = ejection.find(EjectionKeys.MAX_TIME);
        if (time.isPresent() && most.isPresent() && most.get().compareTo(time.get()) < 0) {
            boolean given = ejection.isGiven(EjectionKeys.MAX_TIME);
            reading.error(
                    ejection.pathOf(given ? EjectionKeys.MAX_TIME : EjectionKeys.TIME),
                    given
                            ? ejection.shown(EjectionKeys.MAX_TIME)
                                    + " is below time; write at least as much"
                            : ejection.shown(EjectionKeys.TIME)
                                    + " is above max_time; write max_time, too, or less");
        }
    }

    private void health() {
        Values health = backend.section(BackendKeys.HEALTH);
        Optional<HealthCheck> check = health.find(HealthKeys.CHECK);
        onlyFor(health, HealthKeys.PATH_KEY, check, HealthCheck.HTTP);
        onlyFor(health, HealthKeys.STATUSES, check, HealthCheck.HTTP);
        onlyFor(health, HealthKeys.SERVICE, check, HealthCheck.GRPC);
        if (check.filter(HealthCheck.TCP::equals).isPresent()) {
            onlyFor(health, HealthKeys.HOST_KEY, check, HealthCheck.HTTP);
        }
    }

    private void onlyFor(
            Values health, Key<?> key, Optional<HealthCheck> check, HealthCheck needed) {
        if (health.isGiven(key) && check.filter(needed::equals).isEmpty()) {
            reading.error(
                    health.pathOf(key),
                    "is for check: " + needed.keyword() + " only; leave it out, or write that");
        }
    }

    private void limits() {
        Values limits = backend.section(BackendKeys.LIMITS);
        if (limits.isGiven(BackendLimitKeys.MAX_REQUESTS)) {
            onlyInHttp(limits.pathOf(BackendLimitKeys.MAX_REQUESTS), "a number");
        }
        for (Key<?> key : List.of(BackendLimitKeys.MAX_WAITING, BackendLimitKeys.WAIT_TIMEOUT)) {
            if (limits.isGiven(key) && !limits.isGiven(BackendLimitKeys.MAX_CONNECTIONS)) {
                reading.error(
                        limits.pathOf(key),
                        "has no meaning while nobody waits; write max_connections, too, or leave it"
                                + " out");
            }
        }
        for (Key<Values> key : List.of(BackendKeys.RETRY, BackendKeys.KEEP_ALIVE)) {
            if (backend.isGiven(key)) {
                onlyInHttp(backend.pathOf(key), "'" + key.name() + "'");
            }
        }
    }

    private void sendProxyProtocol() {
        if (getsRequests
                && backend.find(BackendKeys.SEND_PROXY_PROTOCOL)
                        .filter(version -> version != SendProxyProtocol.NONE)
                        .isPresent()) {
            reading.error(
                    backend.pathOf(BackendKeys.SEND_PROXY_PROTOCOL),
                    backend.shown(BackendKeys.SEND_PROXY_PROTOCOL)
                            + " is for connections of one client, and a listener in mode http uses"
                            + " this backend for many; write none, servers get X-Forwarded-For");
        }
        if (backend.isGiven(BackendKeys.PROXY_PROTOCOL_TLVS)
                && backend.find(BackendKeys.SEND_PROXY_PROTOCOL)
                        .filter(version -> version != SendProxyProtocol.V2)
                        .isPresent()) {
            reading.error(
                    backend.pathOf(BackendKeys.PROXY_PROTOCOL_TLVS),
                    "has no meaning without a header of version 2; write send_proxy_protocol: v2,"
                            + " or leave it out");
        }
    }

    private void requireSticky(Values server, Key<String> cookie) {
        if (server.isGiven(cookie) && !backend.isGiven(BackendKeys.STICKY)) {
            reading.error(
                    server.pathOf(cookie),
                    "has no meaning without a sticky cookie; write sticky: {} beside servers, or"
                            + " leave it out");
        }
    }

    private void onlyInHttp(String path, String what) {
        if (getsBytes) {
            reading.error(
                    path,
                    what
                            + " is of requests, and a listener in mode tcp uses this backend; give"
                            + " that listener another backend");
        }
    }
}
