package io.sallyport.config.keys;

import io.sallyport.config.model.ClientAuthMode;
import io.sallyport.config.schema.Key;
import io.sallyport.config.schema.Reading;
import io.sallyport.config.schema.Values;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What must hold within a `client_auth` section.
///
/// @param own of these values each key counts that is there
/// @param around of these the others
record ClientAuthChecks(Values own, Values around, Reading reading) {

    static void run(Values clientAuth, Reading reading) {
        new ClientAuthChecks(clientAuth, clientAuth, reading).run();
        List<Values> items = clientAuth.find(PerServerNameKeys.PER_SERVER_NAME).orElse(List.of());
        items.forEach(item -> new ClientAuthChecks(item, clientAuth, reading).run());
        distinctNames(items, reading);
    }

    private void run() {
        boolean asks =
                from(ClientAuthKeys.MODE)
                        .find(ClientAuthKeys.MODE)
                        .filter(mode -> mode != ClientAuthMode.NONE)
                        .isPresent();
        if (asks && !from(ClientAuthKeys.TRUST).isWritten(ClientAuthKeys.TRUST)) {
            reading.error(
                    own.pathOf(ClientAuthKeys.TRUST),
                    "is missing, and without it no certificate is good; write the path of a PEM file"
                            + " with CA certificates");
        }
        if (own.isGiven(ClientAuthKeys.STALE_CRL)
                && !from(ClientAuthKeys.CRL).isWritten(ClientAuthKeys.CRL)
                && !isForOthers()) {
            reading.warning(
                    own.pathOf(ClientAuthKeys.STALE_CRL),
                    "has no effect without crl; write that, too, or take it out");
        }
        for (Values item : own.find(ClientAuthKeys.ALLOW).orElse(List.of())) {
            if (AllowKeys.SECTION.keys().stream().noneMatch(item::isWritten)) {
                reading.error(
                        item.path(),
                        "says nothing that a certificate has to hold; write one of "
                                + String.join(", ", AllowKeys.SECTION.names()));
            }
        }
    }

    private Values from(Key<?> key) {
        return own.isWritten(key) ? own : around;
    }

    /// Whether the values may be there for the sake of the sections within.
    private boolean isForOthers() {
        return own.isWritten(PerServerNameKeys.PER_SERVER_NAME);
    }

    private static void distinctNames(List<Values> items, Reading reading) {
        Map<String, String> taken = new HashMap<>();
        for (Values item : items) {
            List<String> names = item.find(PerServerNameKeys.SERVER_NAMES).orElse(List.of());
            for (int i = 0; i < names.size(); i++) {
                String first = taken.putIfAbsent(names.get(i), item.path());
                if (first != null) {
                    reading.error(
                            item.pathOf(PerServerNameKeys.SERVER_NAMES, i),
                            "'" + names.get(i) + "' is in " + first + " already; write it once");
                }
            }
        }
    }
}
