package io.sallyport.proxy.assembly;

import io.sallyport.config.model.ClientAuthSettings;
import io.sallyport.config.model.OcspSettings;
import io.sallyport.proxy.clientauth.OcspStatuses;
import io.sallyport.proxy.clientauth.OcspTransport;
import io.sallyport.proxy.insight.TrafficObserver;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What listeners know by OCSP; kept through reloads that change nothing of how they ask. For one thread at a time.
final class ListenerOcsp implements AutoCloseable {
    private final TrafficObserver observer;
    private final Map<Source, OcspStatuses> known = new HashMap<>();
    private final Set<Source> used = new HashSet<>();
    private @Nullable OcspTransport transport;

    /// A listener may ask in several ways, by the server names that its clients ask for.
    private record Source(String listener, OcspSettings settings, Duration clockSkew) {}

    /// @param observer hears of each request
    ListenerOcsp(TrafficObserver observer) {
        this.observer = observer;
    }

    /// Null if nobody is asked.
    @Nullable OcspStatuses of(String listener, ClientAuthSettings clients) {
        return clients.ocsp()
                .map(settings -> of(new Source(listener, settings, clients.clockSkew())))
                .orElse(null);
    }

    private OcspStatuses of(Source source) {
        used.add(source);
        return known.computeIfAbsent(
                source,
                _ ->
                        new OcspStatuses(
                                source.settings(),
                                source.clockSkew(),
                                transport(),
                                (result, took) ->
                                        observer.ocspAsked(source.listener(), result, took),
                                InstantSource.system()));
    }

    /// Forgets what was not asked for since the last time.
    void retainUsed() {
        known.keySet().retainAll(used);
        used.clear();
    }

    /// It has a thread, which most configurations need not have.
    private OcspTransport transport() {
        if (transport == null) {
            transport = new OcspTransport();
        }
        return transport;
    }

    @Override
    public void close() {
        if (transport != null) {
            transport.close();
        }
    }
}
