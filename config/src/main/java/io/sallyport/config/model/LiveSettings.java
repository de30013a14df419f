package io.sallyport.config.model;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/// What may be exchanged while the program runs: nothing here is tied to a socket or a thread.
///
/// @param log what is logged, and how
/// @param drainTimeout how long open connections may go on after the program was told to stop
/// @param listeners what each listener does, by its name, in the order of the file
/// @param backends by name, in the order of the file
public record LiveSettings(
        LogSettings log,
        Duration drainTimeout,
        Map<String, Listener> listeners,
        Map<String, Backend> backends) {

    /// What container platforms wait before they kill.
    public static final Duration DEFAULT_DRAIN_TIMEOUT = Duration.ofSeconds(30);

    public LiveSettings {
        listeners = OrderedMaps.copyOf(listeners);
        backends = OrderedMaps.copyOf(backends);
        for (Map.Entry<String, Listener> entry : listeners.entrySet()) {
            for (String backend : entry.getValue().routing().backends()) {
                requireBackend(entry.getKey(), backend, backends);
            }
        }
    }

    private static void requireBackend(
            String listener, String backend, Map<String, Backend> backends) {
        if (!backends.containsKey(backend)) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "listener '%s' names the backend '%s'; there are %s",
                            listener,
                            backend,
                            backends.keySet()));
        }
    }

    /// These listeners and backends, and defaults for the rest.
    ///
    /// @throws IllegalArgumentException when a listener names a backend that is not there
    public static LiveSettings of(Map<String, Listener> listeners, Map<String, Backend> backends) {
        return new LiveSettings(LogSettings.DEFAULTS, DEFAULT_DRAIN_TIMEOUT, listeners, backends);
    }

    /// The same with another log.
    public LiveSettings withLog(LogSettings settings) {
        return new LiveSettings(settings, drainTimeout, listeners, backends);
    }

    /// The same with another time to drain.
    public LiveSettings withDrainTimeout(Duration timeout) {
        return new LiveSettings(log, timeout, listeners, backends);
    }
}
