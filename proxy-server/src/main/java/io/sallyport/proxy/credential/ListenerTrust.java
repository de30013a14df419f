package io.sallyport.proxy.credential;

import io.sallyport.config.model.ClientAuth;
import io.sallyport.config.model.ClientAuthSettings;
import io.sallyport.config.model.NamedClientAuth;
import io.sallyport.config.problem.Positions;
import io.sallyport.config.problem.Problem;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Who vouches for the clients of a listener, which may depend on the server name that they ask for. Settings that name the
/// same files share what is in them. Immutable.
public final class ListenerTrust {
    private final Map<Sources, ClientTrustFiles> files;

    private record Sources(List<Path> trust, List<Path> crl) {
        static Sources of(ClientAuthSettings settings) {
            return new Sources(settings.trust(), settings.crl());
        }
    }

    private ListenerTrust(Map<Sources, ClientTrustFiles> files) {
        this.files = files;
    }

    /// Reads all that the settings name. Blocks on files.
    ///
    /// @param problems takes what is wrong, warnings among it
    /// @return empty if there is an error among that, or nobody is asked for a certificate
    public static Optional<ListenerTrust> load(
            String listener,
            ClientAuth clientAuth,
            Positions positions,
            InstantSource clock,
            List<Problem> problems) {
        String section = "listeners." + listener + ".tls.client_auth";
        Map<String, ClientAuthSettings> sections = new LinkedHashMap<>();
        clientAuth.usual().ifPresent(usual -> sections.put(section, usual));
        for (int i = 0; i < clientAuth.perServerName().size(); i++) {
            String path = section + ".per_server_name[" + i + ']';
            NamedClientAuth named = clientAuth.perServerName().get(i);
            named.settings().ifPresent(settings -> sections.put(path, settings));
        }
        Map<Sources, Optional<ClientTrustFiles>> all = new LinkedHashMap<>();
        sections.forEach((path, settings) ->
                all.computeIfAbsent(
                        Sources.of(settings),
                        _ -> ClientTrustFiles.load(path, settings, positions, clock, problems)));
        Map<Sources, ClientTrustFiles> files = new LinkedHashMap<>();
        all.forEach((sources, found) -> found.ifPresent(each -> files.put(sources, each)));
        return files.isEmpty() || files.size() < all.size()
                ? Optional.empty()
                : Optional.of(new ListenerTrust(files));
    }

    /// What some of the listener's settings name.
    public ClientTrustFiles of(ClientAuthSettings settings) {
        ClientTrustFiles found = files.get(Sources.of(settings));
        if (found == null) {
            throw new IllegalArgumentException("settings of another listener");
        }
        return found;
    }

    /// All there is.
    public List<ClientTrustFiles> all() {
        return new ArrayList<>(files.values());
    }
}
