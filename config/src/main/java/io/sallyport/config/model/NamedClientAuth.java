package io.sallyport.config.model;

import java.util.List;
import java.util.Optional;

/// How clients are authenticated that ask for one of some server names.
///
/// @param serverNames in lower case, exact ones or `*.example.com`; at least one
/// @param settings empty: they are not asked for a certificate
public record NamedClientAuth(List<String> serverNames, Optional<ClientAuthSettings> settings) {
    public NamedClientAuth {
        serverNames = List.copyOf(serverNames);
        if (serverNames.isEmpty()) {
            throw new IllegalArgumentException("no server names; needed are those it is for");
        }
    }
}
