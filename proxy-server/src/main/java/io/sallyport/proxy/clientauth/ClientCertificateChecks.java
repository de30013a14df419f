package io.sallyport.proxy.clientauth;

import io.sallyport.config.model.ClientAuth;
import io.sallyport.config.model.ClientAuthSettings;
import io.sallyport.config.model.NamedClientAuth;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// By whom the certificates of a listener's clients are checked: that depends on the server name that they ask for. Names
/// are found as those of certificates are: an exact one wins over a wildcard, which stands for one label.
/// Immutable, and thread-safe.
public final class ClientCertificateChecks {
    /// Nobody is asked for a certificate.
    public static final ClientCertificateChecks NONE = new ClientCertificateChecks(null, Map.of());

    private final @Nullable ClientCertificateCheck usual;

    /// By names, wildcards with their asterisk; empty: not asked.
    private final Map<String, Optional<ClientCertificateCheck>> named;

    private ClientCertificateChecks(
            @Nullable ClientCertificateCheck usual,
            Map<String, Optional<ClientCertificateCheck>> named) {
        this.usual = usual;
        this.named = named;
    }

    /// @param check makes the check for settings; asked once for those that are equal
    public static ClientCertificateChecks of(
            ClientAuth clientAuth, Function<ClientAuthSettings, ClientCertificateCheck> check) {
        Map<ClientAuthSettings, ClientCertificateCheck> made = new HashMap<>();
        clientAuth.all().forEach(settings -> made.computeIfAbsent(settings, check));
        Map<String, Optional<ClientCertificateCheck>> named = new HashMap<>();
        for (NamedClientAuth item : clientAuth.perServerName()) {
            for (String name : item.serverNames()) {
                named.put(name, item.settings().map(made::get));
            }
        }
        return new ClientCertificateChecks(
                clientAuth.usual().map(made::get).orElse(null), Map.copyOf(named));
    }

    /// By whom a client's certificates are checked.
    ///
    /// @param serverName what it asks for, in lower case and without a final dot; null if nothing, or an address
    /// @return null if it is not asked for any
    public @Nullable ClientCertificateCheck of(@Nullable String serverName) {
        if (serverName == null || named.isEmpty()) {
            return usual;
        }
        Optional<ClientCertificateCheck> found = named.get(serverName);
        if (found == null) {
            int dot = serverName.indexOf('.');
            found = dot > 0 ? named.get('*' + serverName.substring(dot)) : null;
        }
        return found == null ? usual : found.orElse(null);
    }

    /// Whether clients of both names are held to the same settings, so that a connection for one is as good for the
    /// other.
    public boolean areAlike(@Nullable String serverName, @Nullable String other) {
        return of(serverName) == of(other);
    }
}
