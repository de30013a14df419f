package io.sallyport.config.keys;

import io.sallyport.config.model.ClientAuthMode;
import io.sallyport.config.schema.Durations;
import io.sallyport.config.schema.Key;
import io.sallyport.config.schema.Reading;
import io.sallyport.config.schema.Values;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What must hold within a `client_auth` section.
///
/// @param own of these values each key counts that is there
/// @param around of these the others
/// @param tls how the listener speaks TLS
record ClientAuthChecks(Values own, Values around, Values tls, Reading reading) {

    /// @param tls that the section is in
    static void run(Values clientAuth, Values tls, Reading reading) {
        new ClientAuthChecks(clientAuth, clientAuth, tls, reading).run();
        List<Values> items = clientAuth.find(PerServerNameKeys.PER_SERVER_NAME).orElse(List.of());
        items.forEach(item -> new ClientAuthChecks(item, clientAuth, tls, reading).run());
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
        own.find(ClientAuthKeys.OCSP).ifPresent(this::waitsNoLongerThanTheHandshake);
        for (Values item : own.find(ClientAuthKeys.ALLOW).orElse(List.of())) {
            if (AllowKeys.SECTION.keys().stream().noneMatch(item::isWritten)) {
                reading.error(
                        item.path(),
                        "says nothing that a certificate has to hold; write one of "
                                + String.join(", ", AllowKeys.SECTION.names()));
            }
        }
    }

    /// What `failure` says comes too late otherwise.
    private void waitsNoLongerThanTheHandshake(Values ocsp) {
        Optional<Duration> wait = ocsp.find(OcspKeys.TIMEOUT);
        Optional<Duration> all = tls.find(TlsKeys.HANDSHAKE_TIMEOUT);
        if (wait.isPresent() && all.isPresent() && wait.get().compareTo(all.get()) >= 0) {
            reading.warning(
                    ocsp.pathOf(OcspKeys.TIMEOUT),
                    String.format(
                            Locale.ROOT,
                            "is %s, and handshake_timeout is %s: where no responder answers, the"
                                    + " handshake ends as handshake_timeout, whatever failure says;"
                                    + " write less than handshake_timeout, or raise that",
                            Durations.format(wait.get()),
                            Durations.format(all.get())));
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
