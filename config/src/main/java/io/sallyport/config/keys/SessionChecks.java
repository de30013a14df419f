package io.sallyport.config.keys;

import io.sallyport.config.schema.Key;
import io.sallyport.config.schema.Reading;
import io.sallyport.config.schema.Values;
import java.nio.file.Path;
import java.util.List;

/// What must hold within a `sessions` section.
final class SessionChecks {
    private static final List<Key<?>> SOURCES =
            List.of(
                    SessionKeys.TICKET_SECRET_FILES,
                    SessionKeys.TICKET_SECRET_ENV,
                    SessionKeys.TICKET_KEY_FILES);

    private SessionChecks() {}

    /// @param http whether the listener forwards requests
    /// @param common whether processes remember together which early data they took
    static void run(Values sessions, boolean http, boolean common, Reading reading) {
        List<Key<?>> given = SOURCES.stream().filter(sessions::isGiven).toList();
        for (Key<?> key : given) {
            if (!sessions.find(SessionKeys.TICKETS).orElse(true)) {
                reading.error(
                        sessions.pathOf(key),
                        "stands beside tickets: false, and without tickets there is nothing to"
                                + " seal; take out one of the two");
            } else if (!key.equals(given.getFirst())) {
                reading.error(
                        sessions.pathOf(key),
                        "stands beside " + given.getFirst().name() + "; write only one of them");
            }
        }
        if (sessions.find(SessionKeys.EARLY_DATA).orElse(false)) {
            earlyData(sessions, http, common ? List.of() : given, reading);
        }
        warnIfLoose(sessions, SessionKeys.TICKET_SECRET_FILES, reading);
        warnIfLoose(sessions, SessionKeys.TICKET_KEY_FILES, reading);
    }

    private static void earlyData(
            Values sessions, boolean http, List<Key<?>> sources, Reading reading) {
        String path = sessions.pathOf(SessionKeys.EARLY_DATA);
        if (!http) {
            reading.error(
                    path,
                    "is for mode http only, where requests that change nothing can be told from"
                            + " others; write mode: http, or take it out");
        }
        if (!sources.isEmpty()) {
            reading.error(
                    path,
                    "stands beside "
                            + sources.getFirst().name()
                            + ", and each process with the same keys would take the same early data"
                            + " once; take out one of the two, or write a redis section");
        }
        if (!sessions.find(SessionKeys.TICKETS).orElse(true)
                || sessions.find(SessionKeys.TICKETS_PER_HANDSHAKE).orElse(1) == 0) {
            reading.error(
                    path,
                    "needs sessions to resume, and clients get no tickets; let them have some, or"
                            + " take it out");
        }
    }

    private static void warnIfLoose(Values sessions, Key<List<Path>> key, Reading reading) {
        List<Path> files = sessions.find(key).orElse(List.of());
        for (int i = 0; i < files.size(); i++) {
            FileModes.warnIfLoose(files.get(i), sessions.pathOf(key, i), reading);
        }
    }
}
