package io.sallyport.config.model;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Where a listener's requests go, or in `mode: tcp` its connections.
///
/// @param routes the first that takes one has it
/// @param backend the name of the backend that gets what no route takes; empty: nothing gets it
/// @param redirectToHttps whether clients are sent to https with what no route takes; only without a backend
/// @param hsts what answers promise; empty: nothing
public record Routing(
        List<Route> routes,
        Optional<String> backend,
        boolean redirectToHttps,
        Optional<Hsts> hsts) {
    public Routing {
        routes = List.copyOf(routes);
        if (redirectToHttps && backend.isPresent()) {
            throw new IllegalArgumentException(
                    "redirectToHttps beside the backend " + backend.get() + "; only one can be");
        }
    }

    /// Everything goes to one backend.
    public static Routing to(String backend) {
        return new Routing(List.of(), Optional.of(backend), false, Optional.empty());
    }

    /// Only these routes take anything.
    public static Routing by(List<Route> routes) {
        return new Routing(routes, Optional.empty(), false, Optional.empty());
    }

    /// The same with these routes.
    public Routing withRoutes(List<Route> others) {
        return new Routing(others, backend, redirectToHttps, hsts);
    }

    /// The names of all backends that may get something.
    public Set<String> backends() {
        Set<String> names = new LinkedHashSet<>();
        backend.ifPresent(names::add);
        for (Route route : routes) {
            if (route.action() instanceof RouteAction.Forward forward) {
                names.add(forward.backend());
            }
        }
        return names;
    }
}
