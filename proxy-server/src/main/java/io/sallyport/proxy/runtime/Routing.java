package io.sallyport.proxy.runtime;

import io.sallyport.proxy.backend.Backend;
import io.sallyport.proxy.route.RequestFacts;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Where a listener's requests go, or in `mode: tcp` its connections. The first that fits has it. Immutable.
public final class Routing {
    private final List<Route> routes;
    private final List<ServerRoute> serverRoutes;
    private final @Nullable String hsts;
    private final boolean looksAtPaths;

    private Routing(List<Route> routes, List<ServerRoute> serverRoutes, @Nullable String hsts) {
        this.hsts = hsts;
        this.routes = List.copyOf(routes);
        this.serverRoutes = List.copyOf(serverRoutes);
        this.looksAtPaths = routes.stream().anyMatch(Route::looksAtPaths);
    }

    /// For `mode: http`.
    ///
    /// @param routes the one for all the rest, if there is one, at the end
    /// @param hsts the value of `Strict-Transport-Security` in every answer, or null
    public static Routing ofRequests(List<Route> routes, @Nullable String hsts) {
        return new Routing(routes, List.of(), hsts);
    }

    /// For `mode: tcp`.
    ///
    /// @param routes the one for all the rest, if there is one, at the end
    public static Routing ofConnections(List<ServerRoute> routes) {
        return new Routing(List.of(), routes, null);
    }

    /// The value of `Strict-Transport-Security` in every answer, or null.
    public @Nullable String hsts() {
        return hsts;
    }

    /// Whether any route looks at the path: then a path must lead to the same route however it is read.
    public boolean looksAtPaths() {
        return looksAtPaths;
    }

    /// The route that has a request.
    ///
    /// @param path one of its readings
    /// @return null if none has
    public @Nullable Route of(RequestFacts request, String path) {
        for (Route route : routes) {
            if (route.match().fits(request, path)) {
                return route;
            }
        }
        return null;
    }

    /// The backend that has a connection in `mode: tcp`.
    ///
    /// @param serverName in lower case, as asked for in TLS; null if none was
    /// @return null if none has
    public @Nullable Backend backendFor(@Nullable String serverName) {
        for (ServerRoute route : serverRoutes) {
            if (route.fits(serverName)) {
                return route.backend();
            }
        }
        return null;
    }

    /// All backends that may get something.
    public Set<Backend> backends() {
        Set<Backend> backends = new LinkedHashSet<>();
        for (Route route : routes) {
            if (route.backend() != null) {
                backends.add(route.backend());
            }
        }
        serverRoutes.forEach(route -> backends.add(route.backend()));
        return backends;
    }

    /// The name of the backend that gets what no route takes, or [Route#NONE].
    public String rest() {
        Backend backend = routes.isEmpty() ? null : routes.getLast().backend();
        return backend == null || !routes.getLast().name().equals(Route.NONE)
                ? Route.NONE
                : backend.name();
    }
}
