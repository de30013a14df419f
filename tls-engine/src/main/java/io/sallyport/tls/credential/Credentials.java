package io.sallyport.tls.credential;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The credentials of a listener, found by server name. Immutable.
///
/// An exact name wins over a wildcard; a wildcard stands for just one label (RFC 6125, section 6.4.3).
/// Several credentials may serve a name: their order is the order of preference.
public final class Credentials {
    private final List<Credential> all;
    private final Map<String, List<Credential>> exact;
    private final Map<String, List<Credential>> wildcard;

    private Credentials(
            List<Credential> all,
            Map<String, List<Credential>> exact,
            Map<String, List<Credential>> wildcard) {
        this.all = all;
        this.exact = exact;
        this.wildcard = wildcard;
    }

    /// @throws IllegalArgumentException if the list is empty
    public static Credentials of(List<Credential> credentials) {
        if (credentials.isEmpty()) {
            throw new IllegalArgumentException("credentials: none (expected: at least one)");
        }
        Map<String, List<Credential>> exact = new HashMap<>();
        Map<String, List<Credential>> wildcard = new HashMap<>();
        for (Credential credential : credentials) {
            for (String name : credential.serverNames()) {
                boolean isWildcard = name.startsWith("*.");
                (isWildcard ? wildcard : exact)
                        .computeIfAbsent(
                                isWildcard ? name.substring(1) : name, _ -> new ArrayList<>())
                        .add(credential);
            }
        }
        exact.replaceAll((_, list) -> List.copyOf(list));
        wildcard.replaceAll((_, list) -> List.copyOf(list));
        return new Credentials(List.copyOf(credentials), exact, wildcard);
    }

    /// All of them. The first one's names decide what is shown to a client whose name is unknown: see
    /// [#fallback].
    public List<Credential> all() {
        return all;
    }

    /// Those that serve a name, most preferred first; empty if none does.
    ///
    /// @param serverName in lower case
    public List<Credential> serving(String serverName) {
        String pattern = matchedName(serverName);
        if (pattern == null) {
            return List.of();
        }
        return pattern.startsWith("*.")
                ? wildcard.getOrDefault(pattern.substring(1), List.of())
                : exact.getOrDefault(pattern, List.of());
    }

    /// The configured name that `serverName` falls under, or null: what may be shown in a metric.
    public @Nullable String matchedName(String serverName) {
        if (exact.containsKey(serverName)) {
            return serverName;
        }
        int dot = serverName.indexOf('.');
        if (dot <= 0) {
            return null;
        }
        String suffix = serverName.substring(dot);
        return wildcard.containsKey(suffix) ? "*" + suffix : null;
    }

    /// Those for clients that name no server, or an unknown one: the first credential and whichever
    /// others serve one of its names, so that such clients, too, get a key that they can verify.
    public List<Credential> fallback() {
        Credential first = all.getFirst();
        return all.stream()
                .filter(other ->
                        other.equals(first)
                                || other.serverNames().stream()
                                        .anyMatch(first.serverNames()::contains))
                .toList();
    }
}
