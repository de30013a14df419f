package io.sallyport.config.keys;

import io.sallyport.config.model.HeaderMatch;
import io.sallyport.config.model.Keyword;
import io.sallyport.config.model.PathMatch;
import io.sallyport.config.model.Route;
import io.sallyport.config.model.RouteAction;
import io.sallyport.config.model.RouteMatch;
import io.sallyport.config.model.Routing;
import io.sallyport.config.schema.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// From values to the routes of the model.
final class RouteAssembly {
    private RouteAssembly() {}

    /// Of a listener that was read without errors.
    static Routing routing(Values listener) {
        List<Values> items = listener.find(ListenerKeys.ROUTES).orElse(List.of());
        List<Route> routes = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            Values route = items.get(i);
            routes.add(new Route(name(route, i), match(route), action(route)));
        }
        return new Routing(
                routes,
                listener.find(ListenerKeys.BACKEND),
                listener.get(ListenerKeys.REDIRECT_TO_HTTPS));
    }

    /// Of a route without a name, the one by its place, counted from 1.
    static String name(Values route, int index) {
        return route.find(RouteKeys.NAME).orElse("route-" + (index + 1));
    }

    /// What can be read of what a route takes.
    static RouteMatch match(Values route) {
        Values match = route.section(RouteKeys.MATCH);
        return new RouteMatch(
                match.find(MatchKeys.SERVER_NAME).orElse(List.of()),
                match.find(MatchKeys.HOST).orElse(List.of()),
                path(match),
                match.find(MatchKeys.METHOD).orElse(List.of()),
                match.find(MatchKeys.HEADERS).orElse(List.of()).stream()
                        .map(RouteAssembly::header)
                        .toList());
    }

    private static Optional<PathMatch> path(Values match) {
        Optional<PathMatch> exact = match.find(MatchKeys.PATH).map(PathMatch.Exact::new);
        Optional<PathMatch> prefix = match.find(MatchKeys.PATH_PREFIX).map(PathMatch.Prefix::new);
        return exact.or(() -> prefix)
                .or(() -> match.find(MatchKeys.PATH_REGEX).map(PathMatch.Regex::new));
    }

    private static HeaderMatch header(Values values) {
        String name = values.find(HeaderMatchKeys.NAME).orElse("");
        Optional<HeaderMatch> exact =
                values.find(HeaderMatchKeys.VALUE).map(value -> new HeaderMatch.Exact(name, value));
        return exact.or(() ->
                        values.find(HeaderMatchKeys.REGEX)
                                .map(regex -> new HeaderMatch.Regex(name, regex)))
                .orElseGet(() ->
                        new HeaderMatch.Present(
                                name, values.find(HeaderMatchKeys.PRESENT).orElse(true)));
    }

    private static RouteAction action(Values route) {
        Optional<RouteAction> forward = route.find(RouteKeys.BACKEND).map(RouteAction.Forward::new);
        return forward.or(() -> route.find(RouteKeys.REDIRECT).map(RouteAssembly::redirect))
                .orElseGet(() -> respond(route.get(RouteKeys.RESPOND)));
    }

    private static RouteAction redirect(Values values) {
        return new RouteAction.Redirect(
                values.get(RedirectKeys.STATUS),
                values.find(RedirectKeys.SCHEME).map(Keyword::keyword),
                values.find(RedirectKeys.HOST),
                values.find(RedirectKeys.PORT).map(OptionalInt::of).orElse(OptionalInt.empty()),
                values.find(RedirectKeys.PATH),
                values.find(RedirectKeys.PREFIX));
    }

    private static RouteAction respond(Values values) {
        return new RouteAction.Respond(
                values.get(RespondKeys.STATUS),
                values.get(RespondKeys.CONTENT_TYPE),
                values.find(RespondKeys.BODY),
                values.find(RespondKeys.BODY_FILE));
    }
}
