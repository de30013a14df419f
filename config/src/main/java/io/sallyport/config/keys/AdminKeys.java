package io.sallyport.config.keys;

import io.sallyport.config.model.BindAddress;
import io.sallyport.config.model.StartupSettings;
import io.sallyport.config.schema.Change;
import io.sallyport.config.schema.Key;
import io.sallyport.config.schema.Section;
import io.sallyport.config.schema.Types;
import java.util.List;

/// Keys under `admin`.
final class AdminKeys {
    static final Key<BindAddress> BIND =
            Key.defaulting(
                    "bind",
                    Types.bindAddress(),
                    StartupSettings.DEFAULT_ADMIN,
                    Change.RESTART,
                    """
                    Where `/metrics` and `/health` are served, without TLS. Whoever reaches it
                    learns what the program does: keep it on loopback or on a network of your own.
                    Port `0` takes any free port.
                    """);

    static final Section SECTION = Section.of(List.of(BIND));

    private AdminKeys() {}
}
