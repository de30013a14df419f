package io.sallyport.proxy.assembly;

import io.sallyport.config.model.Listener;
import io.sallyport.config.model.SessionSettings;
import io.sallyport.config.model.TicketSecretSource;
import io.sallyport.proxy.credential.TicketSecrets;
import io.sallyport.tls.crypto.CryptoProvider;
import io.sallyport.tls.resumption.TicketKeyDescription;
import io.sallyport.tls.resumption.TicketKeyRing;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The ticket keys of each listener that gives tickets. Each has its own: sessions stay within their
/// listener. Thread-safe.
final class TicketRings {
    private final CryptoProvider crypto;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    /// @param watched null if the keys do not come from files
    private record Entry(
            SessionSettings settings, TicketKeyRing ring, @Nullable WatchedTicketKeys watched) {}

    /// @param secrets for each listener whose keys come from elsewhere, by its name; made use of here
    /// @throws IllegalArgumentException if one of them has no secrets
    TicketRings(
            Map<String, Listener> listeners,
            Map<String, TicketSecrets> secrets,
            CryptoProvider crypto) {
        this.crypto = crypto;
        replace(listeners, secrets);
    }

    /// Takes the settings of another configuration over. The keys of a listener whose settings for sessions are the same
    /// stay, and so do the sessions of its clients.
    ///
    /// @param secrets as before
    /// @throws IllegalArgumentException if one of them has no secrets
    synchronized void replace(Map<String, Listener> listeners, Map<String, TicketSecrets> secrets) {
        Map<String, Entry> before = Map.copyOf(entries);
        entries.clear();
        listeners.forEach((name, listener) ->
                listener.tls()
                        .map(tls -> tls.sessions())
                        .filter(SessionSettings::tickets)
                        .ifPresent(sessions ->
                                entries.put(
                                        name,
                                        entry(
                                                name,
                                                sessions,
                                                before.get(name),
                                                secrets.get(name)))));
    }

    private Entry entry(
            String listener,
            SessionSettings sessions,
            @Nullable Entry before,
            @Nullable TicketSecrets secrets) {
        if (before == null || !before.settings().equals(sessions)) {
            return made(listener, sessions, secrets);
        }
        if (secrets != null) {
            secrets.close();
        }
        if (before.watched() != null) {
            before.watched().poll();
        }
        return before;
    }

    /// The ring of a listener, or null if it gives no tickets.
    synchronized @Nullable TicketKeyRing of(String listener) {
        Entry entry = entries.get(listener);
        return entry == null ? null : entry.ring();
    }

    /// What may be told of the keys, by listener, in the order of the configuration.
    synchronized Map<String, List<TicketKeyDescription>> descriptions() {
        Map<String, List<TicketKeyDescription>> descriptions = new LinkedHashMap<>();
        entries.forEach((name, entry) -> descriptions.put(name, entry.ring().keys()));
        return descriptions;
    }

    /// Those that come from files.
    synchronized List<WatchedTicketKeys> watched() {
        return entries.values().stream()
                .map(Entry::watched)
                .filter(Objects::nonNull)
                .<WatchedTicketKeys>map(Objects::requireNonNull)
                .toList();
    }

    private Entry made(String listener, SessionSettings sessions, @Nullable TicketSecrets secrets) {
        InstantSource clock = InstantSource.system();
        if (sessions.ticketSecrets() instanceof TicketSecretSource.OwnProcess) {
            return new Entry(sessions, new TicketKeyRing(crypto, sessions.timeout(), clock), null);
        }
        if (secrets == null) {
            throw new IllegalArgumentException("listener " + listener + ": no ticket secrets");
        }
        TicketKeyRing ring =
                new TicketKeyRing(secrets.keys(crypto, listener, sessions.timeout()), clock);
        WatchedTicketKeys watched =
                secrets.isInFiles()
                        ? new WatchedTicketKeys(
                                listener,
                                ring,
                                secrets,
                                next -> next.keys(crypto, listener, sessions.timeout()))
                        : null;
        return new Entry(sessions, ring, watched);
    }
}
