package io.sallyport.tls.resumption;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The ticket keys of a while. Immutable; closing the keys that the next set does not have is for whoever
/// replaces it.
///
/// @param keys those to seal by first
/// @param from before this moment another set is due, for the clock was set back
/// @param until from this moment on another set is due
record TicketKeySet(List<Held> keys, Map<TicketKeyName, Held> byName, Instant from, Instant until) {

    /// A key and its place among the others.
    ///
    /// @param number of the secret or file it comes from, from 1; 0 if there is none
    /// @param epochStart null if it is not made for a time
    /// @param epochEnd null if it is not made for a time
    /// @param outdated whether clients with a ticket by it should get another
    record Held(
            TicketKey key,
            TicketKeyOrigin origin,
            int number,
            @Nullable Instant epochStart,
            @Nullable Instant epochEnd,
            boolean outdated) {

        TicketKeyDescription description(boolean seals) {
            TicketKeyUse use = key.use();
            return new TicketKeyDescription(
                    key.fingerprint(),
                    origin,
                    number,
                    epochStart,
                    epochEnd,
                    seals,
                    use.first(),
                    use.last(),
                    use.ticketsSealed(),
                    use.ticketsOpened());
        }
    }

    /// Before the first set.
    static final TicketKeySet NONE =
            new TicketKeySet(List.of(), Map.of(), Instant.MAX, Instant.MIN);

    TicketKeySet {
        keys = List.copyOf(keys);
        byName = Map.copyOf(byName);
    }

    /// @param keys at least one, the one to seal by first
    static TicketKeySet of(List<Held> keys, Instant from, Instant until) {
        Map<TicketKeyName, Held> byName = new HashMap<>();
        keys.forEach(held -> byName.put(held.key().name(), held));
        return new TicketKeySet(keys, byName, from, until);
    }

    boolean isGoodAt(Instant now) {
        return !now.isBefore(from) && now.isBefore(until);
    }

    Optional<Held> find(TicketKeyName name) {
        return Optional.ofNullable(byName.get(name));
    }

    List<TicketKeyDescription> descriptions() {
        Held sealing = keys.getFirst();
        return keys.stream().map(held -> held.description(held.equals(sealing))).toList();
    }

    /// Wipes the keys that another set does not have.
    void closeAllBut(TicketKeySet next) {
        for (Held held : keys) {
            boolean kept =
                    next.find(held.key().name())
                            .filter(other -> other.key() == held.key())
                            .isPresent();
            if (!kept) {
                held.key().close();
            }
        }
    }
}
