package io.sallyport.proxy.runtime;

import io.sallyport.proxy.backend.Backend;
import io.sallyport.proxy.route.HostPattern;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What takes some of a listener's connections in `mode: tcp`.
///
/// @param serverNames one of them has to be asked for in TLS; empty: any, or none at all
public record ServerRoute(List<HostPattern> serverNames, Backend backend) {
    public ServerRoute {
        serverNames = List.copyOf(serverNames);
    }

    boolean fits(@Nullable String serverName) {
        return serverNames.isEmpty()
                || serverName != null
                        && serverNames.stream().anyMatch(each -> each.matches(serverName));
    }
}
