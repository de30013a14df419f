package io.sallyport.config.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How a listener authenticates clients by certificates, which may depend on the server name that they ask for.
///
/// @param usual for all names that none of the others is for, and for clients that ask for no name; empty: they are not
///     asked for a certificate
/// @param perServerName for some names, none of which is in two of them
public record ClientAuth(Optional<ClientAuthSettings> usual, List<NamedClientAuth> perServerName) {
    /// Nobody is asked for a certificate.
    public static final ClientAuth NONE = new ClientAuth(Optional.empty(), List.of());

    public ClientAuth {
        perServerName = List.copyOf(perServerName);
    }

    /// The same for every name.
    public static ClientAuth of(ClientAuthSettings settings) {
        return new ClientAuth(Optional.of(settings), List.of());
    }

    /// All settings by which anybody is asked.
    public List<ClientAuthSettings> all() {
        List<ClientAuthSettings> all = new ArrayList<>();
        usual.ifPresent(all::add);
        perServerName.forEach(named -> named.settings().ifPresent(all::add));
        return List.copyOf(all);
    }
}
