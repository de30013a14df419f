package io.sallyport.config.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// What is fixed when the program starts, because sockets, threads and native libraries hang on it.
///
/// @param admin where metrics and health are served
/// @param transport how Netty talks to the kernel
/// @param eventLoopThreads empty: one for each processor
/// @param cryptoProviders which may be used, the preferred first; empty: for each primitive the
///   fastest one present
/// @param redis what nodes remember together; empty: each remembers for itself
/// @param tracing where spans go; empty: nobody gets any
/// @param listeners where each listener listens, by its name, in the order of the file
public record StartupSettings(
        BindAddress admin,
        Transport transport,
        OptionalInt eventLoopThreads,
        List<CryptoProviderName> cryptoProviders,
        Optional<RedisSettings> redis,
        Optional<TracingSettings> tracing,
        Map<String, BindAddress> listeners) {

    /// On loopback: metrics and health are for this machine until somebody says otherwise.
    public static final BindAddress DEFAULT_ADMIN = new BindAddress("127.0.0.1", 9901);

    /// The best that works everywhere.
    public static final Transport DEFAULT_TRANSPORT = Transport.AUTO;

    public StartupSettings {
        cryptoProviders = List.copyOf(cryptoProviders);
        listeners = OrderedMaps.copyOf(listeners);
        if (eventLoopThreads.isPresent() && eventLoopThreads.getAsInt() < 1) {
            throw new IllegalArgumentException(
                    "eventLoopThreads of " + eventLoopThreads.getAsInt() + "; must be at least 1");
        }
    }

    /// These listeners, and defaults for the rest.
    public static StartupSettings of(Map<String, BindAddress> listeners) {
        return new StartupSettings(
                DEFAULT_ADMIN,
                DEFAULT_TRANSPORT,
                OptionalInt.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                listeners);
    }

    /// The same with another admin address.
    public StartupSettings withAdmin(BindAddress address) {
        return new StartupSettings(
                address, transport, eventLoopThreads, cryptoProviders, redis, tracing, listeners);
    }

    /// The same with another transport.
    public StartupSettings withTransport(Transport other) {
        return new StartupSettings(
                admin, other, eventLoopThreads, cryptoProviders, redis, tracing, listeners);
    }

    /// The same with this number of event loop threads.
    public StartupSettings withEventLoopThreads(int number) {
        return new StartupSettings(
                admin,
                transport,
                OptionalInt.of(number),
                cryptoProviders,
                redis,
                tracing,
                listeners);
    }

    /// The same with these providers only, the preferred first.
    public StartupSettings withCryptoProviders(List<CryptoProviderName> providers) {
        return new StartupSettings(
                admin, transport, eventLoopThreads, providers, redis, tracing, listeners);
    }

    /// The same with what nodes remember together.
    public StartupSettings withRedis(RedisSettings settings) {
        return new StartupSettings(
                admin,
                transport,
                eventLoopThreads,
                cryptoProviders,
                Optional.of(settings),
                tracing,
                listeners);
    }

    /// The same with spans for a collector.
    public StartupSettings withTracing(TracingSettings settings) {
        return new StartupSettings(
                admin,
                transport,
                eventLoopThreads,
                cryptoProviders,
                redis,
                Optional.of(settings),
                listeners);
    }
}
