package io.sallyport.proxy.assembly;

import io.sallyport.config.model.BackendProtocol;
import io.sallyport.config.model.BackendServer;
import io.sallyport.config.model.EjectionSettings;
import io.sallyport.config.model.HashSettings;
import io.sallyport.config.model.HealthSettings;
import io.sallyport.config.model.HostAndPort;
import io.sallyport.config.model.RetrySettings;
import io.sallyport.config.model.SameSite;
import io.sallyport.config.model.ServerAddress;
import io.sallyport.config.model.StickySettings;
import io.sallyport.config.model.UnixSocket;
import io.sallyport.proxy.backend.Backend;
import io.sallyport.proxy.backend.BackendLimits;
import io.sallyport.proxy.backend.BackendTerms;
import io.sallyport.proxy.backend.Balance;
import io.sallyport.proxy.backend.Ejection;
import io.sallyport.proxy.backend.HashKey;
import io.sallyport.proxy.backend.HealthTerms;
import io.sallyport.proxy.backend.KeepAlive;
import io.sallyport.proxy.backend.RetryTerms;
import io.sallyport.proxy.backend.SendProxyProtocol;
import io.sallyport.proxy.backend.ServerDefinition;
import io.sallyport.proxy.backend.StickyCookie;
import io.sallyport.proxy.insight.TrafficObserver;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Translates the configuration of a backend.
final class BackendAssembly {
    private BackendAssembly() {}

    /// @param tokens makes what stands for a server in sticky cookies
    static Backend backend(
            String name,
            io.sallyport.config.model.Backend model,
            ServerTokens tokens,
            TrafficObserver observer) {
        model.servers()
                .forEach(server ->
                        observer.backendState(
                                name, server.address().toString(), true, "the proxy starts"));
        return Backend.of(
                name,
                model.servers().stream().map(server -> server(name, server, tokens)).toList(),
                new BackendTerms(
                        model.protocol() == BackendProtocol.H2,
                        balance(model.balance()),
                        hash(model.hash()),
                        model.sticky().map(BackendAssembly::sticky).orElse(null),
                        model.connectTimeout(),
                        model.connectTries(),
                        model.health().map(BackendAssembly::health).orElse(null),
                        ejection(model.ejection()),
                        retry(model.retry()),
                        limits(model.limits()),
                        new KeepAlive(model.keepAlive().connections(), model.keepAlive().timeout()),
                        switch (model.proxyHeader().version()) {
                            case NONE -> SendProxyProtocol.NONE;
                            case V1 -> SendProxyProtocol.V1;
                            case V2 -> SendProxyProtocol.V2;
                        },
                        model.proxyHeader().tlvs()),
                observer::backendState);
    }

    private static ServerDefinition server(
            String backend, BackendServer server, ServerTokens tokens) {
        String name = server.address().toString();
        return new ServerDefinition(
                name,
                address(server.address()),
                server.weight(),
                server.cookie().orElseGet(() -> tokens.of(backend, name)));
    }

    private static Balance balance(io.sallyport.config.model.Balance model) {
        return switch (model) {
            case ROUND_ROBIN -> Balance.ROUND_ROBIN;
            case LEAST_CONNECTIONS -> Balance.LEAST_CONNECTIONS;
            case RANDOM_TWO -> Balance.RANDOM_TWO;
            case CONSISTENT_HASH -> Balance.CONSISTENT_HASH;
        };
    }

    private static HashKey hash(HashSettings model) {
        return switch (model.by()) {
            case CLIENT -> HashKey.CLIENT;
            case HEADER -> new HashKey(HashKey.By.HEADER, model.name());
            case COOKIE -> new HashKey(HashKey.By.COOKIE, model.name());
        };
    }

    private static HealthTerms health(HealthSettings model) {
        HealthTerms.Check check =
                switch (model.check()) {
                    case HTTP ->
                            new HealthTerms.Check.Http(
                                    model.path(), model.host().orElse(null), model.statuses());
                    case TCP -> new HealthTerms.Check.Tcp();
                    case GRPC ->
                            new HealthTerms.Check.Grpc(model.service(), model.host().orElse(null));
                };
        return new HealthTerms(
                check,
                model.interval(),
                model.timeout(),
                model.healthyThreshold(),
                model.unhealthyThreshold());
    }

    private static Ejection ejection(EjectionSettings model) {
        return new Ejection(
                model.connectFailures(),
                model.failures(),
                model.serverErrors(),
                model.time(),
                model.maxTime(),
                model.maxPercent(),
                model.slowStart());
    }

    private static RetryTerms retry(RetrySettings model) {
        return new RetryTerms(model.tries(), Set.copyOf(model.statuses()), model.budgetPercent());
    }

    private static BackendLimits limits(io.sallyport.config.model.BackendLimits model) {
        return new BackendLimits(
                model.maxRequests(),
                model.maxConnections().orElse(BackendLimits.UNLIMITED),
                model.maxWaiting(),
                model.waitTimeout());
    }

    private static StickyCookie sticky(StickySettings model) {
        String sameSite =
                switch (model.sameSite()) {
                    case STRICT -> "Strict";
                    case LAX -> "Lax";
                    case NONE -> "None";
                };
        String maxAge = model.maxAge().map(age -> "; Max-Age=" + age.toSeconds()).orElse("");
        return new StickyCookie(
                model.cookie(),
                "; Path=/" + maxAge + "; HttpOnly; SameSite=" + sameSite,
                model.sameSite() == SameSite.NONE);
    }

    /// Addresses are taken as they are; names are looked up later, again and again.
    private static SocketAddress address(ServerAddress server) {
        return switch (server) {
            case HostAndPort(String host, int port) -> {
                InetAddress literal = literal(host);
                yield literal == null
                        ? InetSocketAddress.createUnresolved(host, port)
                        : new InetSocketAddress(literal, port);
            }
            case UnixSocket(Path path) -> UnixDomainSocketAddress.of(path);
        };
    }

    private static @Nullable InetAddress literal(String host) {
        try {
            return InetAddress.ofLiteral(host);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }
}
