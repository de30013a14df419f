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

    static void run(Values sessions, Reading reading) {
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
        warnIfLoose(sessions, SessionKeys.TICKET_SECRET_FILES, reading);
        warnIfLoose(sessions, SessionKeys.TICKET_KEY_FILES, reading);
    }

    private static void warnIfLoose(Values sessions, Key<List<Path>> key, Reading reading) {
        List<Path> files = sessions.find(key).orElse(List.of());
        for (int i = 0; i < files.size(); i++) {
            FileModes.warnIfLoose(files.get(i), sessions.pathOf(key, i), reading);
        }
    }
}
