package io.sallyport.config.keys;

import io.sallyport.config.model.KeepAliveSettings;
import io.sallyport.config.schema.Change;
import io.sallyport.config.schema.Key;
import io.sallyport.config.schema.Section;
import io.sallyport.config.schema.Types;
import java.time.Duration;
import java.util.List;

/// Keys under `backends.NAME.keep_alive`.
final class KeepAliveKeys {
    static final Key<Integer> CONNECTIONS =
            Key.defaulting(
                    "connections",
                    Types.whole(0, 10_000),
                    KeepAliveSettings.DEFAULTS.connections(),
                    Change.LIVE,
                    """
                    Connections that nobody uses just now, for each event loop and server; further
                    ones are closed. `0`: a connection for each request.
                    """);

    static final Key<Duration> TIMEOUT =
            Key.defaulting(
                    "timeout",
                    Types.duration(Duration.ofMillis(100), Duration.ofHours(1)),
                    KeepAliveSettings.DEFAULTS.timeout(),
                    Change.LIVE,
                    """
                    A connection that nobody used for so long is closed. Best below what the servers
                    do themselves: then none is closed while a request is on its way.
                    """);

    static final Section SECTION = Section.of(List.of(CONNECTIONS, TIMEOUT));

    private KeepAliveKeys() {}
}
