package io.sallyport.config.keys;

import io.sallyport.config.model.HostAndPort;
import io.sallyport.config.model.RedisSettings;
import io.sallyport.config.schema.Change;
import io.sallyport.config.schema.Key;
import io.sallyport.config.schema.Section;
import io.sallyport.config.schema.Types;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Keys under `redis`.
final class RedisKeys {
    static final Key<HostAndPort> SERVER =
            Key.mandatory(
                    "server",
                    Types.hostAndPort(),
                    Change.RESTART,
                    """
                    Where Redis listens (version 5 or newer), one server for all nodes. It is spoken to without TLS:
                    keep it on a network of your own. Its `maxmemory-policy` must be `noeviction`, or what
                    is remembered may be forgotten too early.
                    """);

    static final Key<String> PASSWORD_ENV =
            Key.optional(
                            "password_env",
                            Names.environmentVariable("password"),
                            "Redis asks for none",
                            Change.RESTART,
                            """
                            The *name* of an environment variable that holds the password.
                            """)
                    .hiddenInMessages();

    static final Key<Duration> TIMEOUT =
            Key.defaulting(
                    "timeout",
                    Types.duration(Duration.ofMillis(1), Duration.ofSeconds(1)),
                    RedisSettings.DEFAULT_TIMEOUT,
                    Change.RESTART,
                    """
                    How long a handshake waits for an answer; after that, its early data is rejected.
                    """);

    static final Section SECTION =
            Section.of(List.of(SERVER, PASSWORD_ENV, TIMEOUT))
                    .refusing(
                            Map.of("password", "does not belong in this file; write password_env"));

    private RedisKeys() {}
}
