package io.sallyport.proxy.assembly;

import io.sallyport.config.model.Listener;
import io.sallyport.config.model.SessionSettings;
import io.sallyport.config.model.TicketSecretSource;
import io.sallyport.proxy.credential.TicketSecrets;
import io.sallyport.tls.crypto.CryptoProvider;
import io.sallyport.tls.resumption.TicketKeyDescription;
import io.sallyport.tls.resumption.TicketKeyRing;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The ticket keys of each listener that gives tickets. Each has its own: sessions stay within their
/// listener. Thread-safe.
final class TicketRings {
    private final Map<String, TicketKeyRing> rings = new LinkedHashMap<>();
    private final List<WatchedTicketKeys> watched = new ArrayList<>();

    /// @param secrets for each listener whose keys come from elsewhere, by its name; made use of here
    /// @throws IllegalArgumentException if one of them has no secrets
    TicketRings(
            Map<String, Listener> listeners,
            Map<String, TicketSecrets> secrets,
            CryptoProvider crypto) {
        listeners.forEach((name, listener) ->
                listener.tls()
                        .map(tls -> tls.sessions())
                        .filter(SessionSettings::tickets)
                        .ifPresent(sessions -> add(name, sessions, secrets.get(name), crypto)));
    }

    /// The ring of a listener, or null if it gives no tickets.
    @Nullable TicketKeyRing of(String listener) {
        return rings.get(listener);
    }

    /// What may be told of the keys, by listener, in the order of the configuration.
    Map<String, List<TicketKeyDescription>> descriptions() {
        Map<String, List<TicketKeyDescription>> descriptions = new LinkedHashMap<>();
        rings.forEach((name, ring) -> descriptions.put(name, ring.keys()));
        return descriptions;
    }

    /// Those that come from files.
    List<WatchedTicketKeys> watched() {
        return List.copyOf(watched);
    }

    private void add(
            String listener,
            SessionSettings sessions,
            @Nullable TicketSecrets secrets,
            CryptoProvider crypto) {
        InstantSource clock = InstantSource.system();
        if (sessions.ticketSecrets() instanceof TicketSecretSource.OwnProcess) {
            rings.put(listener, new TicketKeyRing(crypto, sessions.timeout(), clock));
            return;
        }
        if (secrets == null) {
            throw new IllegalArgumentException("listener " + listener + ": no ticket secrets");
        }
        TicketKeyRing ring =
                new TicketKeyRing(secrets.keys(crypto, listener, sessions.timeout()), clock);
        rings.put(listener, ring);
        if (secrets.isInFiles()) {
            watched.add(
                    new WatchedTicketKeys(
                            listener,
                            ring,
                            secrets,
                            next -> next.keys(crypto, listener, sessions.timeout())));
        }
    }
}
