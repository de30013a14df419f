package io.sallyport.proxy.admin;

import io.sallyport.tls.resumption.TicketKeyDescription;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What `/api/ticket-keys` tells of a key. Times are ISO 8601, in UTC; null where there is none.
final class TicketKeyFields {

    private TicketKeyFields() {}

    static Map<String, Object> of(Map<String, List<TicketKeyDescription>> listeners) {
        Map<String, Object> fields = new LinkedHashMap<>();
        listeners.forEach(
                (name, keys) -> fields.put(name, keys.stream().map(TicketKeyFields::of).toList()));
        return Map.of("listeners", fields);
    }

    private static Map<String, @Nullable Object> of(TicketKeyDescription key) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("fingerprint", key.fingerprint());
        fields.put("source", key.origin().name().toLowerCase(Locale.ROOT));
        fields.put("number", key.number() == 0 ? null : key.number());
        fields.put("seals", key.seals());
        fields.put("epoch_start", key.epochStart());
        fields.put("epoch_end", key.epochEnd());
        fields.put("first_use", key.firstUse());
        fields.put("last_use", key.lastUse());
        fields.put("tickets_sealed", key.ticketsSealed());
        fields.put("tickets_opened", key.ticketsOpened());
        return fields;
    }
}
