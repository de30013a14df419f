package io.sallyport.config.model;

import java.util.List;
import java.util.Optional;

/// Which requests, or in `mode: tcp` which connections, a route takes: those that fit everything that is given.
///
/// @param serverNames in lower case, or `*.example.com`; empty: any, or none at all. For `mode: tcp`
/// @param hosts in lower case without a port, or `*.example.com`; empty: any
/// @param path empty: any
/// @param methods empty: any
/// @param headers all of them have to fit
public record RouteMatch(
        List<String> serverNames,
        List<String> hosts,
        Optional<PathMatch> path,
        List<String> methods,
        List<HeaderMatch> headers) {

    /// Takes everything.
    public static final RouteMatch ANY =
            new RouteMatch(List.of(), List.of(), Optional.empty(), List.of(), List.of());

    public RouteMatch {
        serverNames = List.copyOf(serverNames);
        hosts = List.copyOf(hosts);
        methods = List.copyOf(methods);
        headers = List.copyOf(headers);
    }

    /// Whether everything that `other` takes is taken by this, as far as that can be told without looking into regular
    /// expressions.
    public boolean covers(RouteMatch other) {
        return namesCover(serverNames, other.serverNames)
                && namesCover(hosts, other.hosts)
                && (path.isEmpty() || other.path.isPresent() && path.get().covers(other.path.get()))
                && (methods.isEmpty()
                        || !other.methods.isEmpty() && methods.containsAll(other.methods))
                && other.headers.containsAll(headers);
    }

    private static boolean namesCover(List<String> names, List<String> others) {
        return names.isEmpty()
                || !others.isEmpty()
                        && others.stream()
                                .allMatch(other ->
                                        names.stream().anyMatch(name -> nameCovers(name, other)));
    }

    private static boolean nameCovers(String name, String other) {
        return name.equals(other) || name.startsWith("*.") && other.endsWith(name.substring(1));
    }
}
