package io.sallyport.config.keys;

import io.sallyport.config.model.Compression;
import io.sallyport.config.model.HeaderChanges;
import io.sallyport.config.model.HeaderMatch;
import io.sallyport.config.model.Hsts;
import io.sallyport.config.model.Keyword;
import io.sallyport.config.model.PathMatch;
import io.sallyport.config.model.PathRewrite;
import io.sallyport.config.model.Route;
import io.sallyport.config.model.RouteAction;
import io.sallyport.config.model.RouteMatch;
import io.sallyport.config.model.Routing;
import io.sallyport.config.schema.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
            routes.add(
                    new Route(
                            name(route, i),
                            match(route),
                            action(route),
                            route.find(RouteKeys.RESPONSE_HEADERS)
                                    .map(RouteAssembly::changes)
                                    .orElse(HeaderChanges.NONE),
                            route.find(RouteKeys.COMPRESSION).map(RouteAssembly::compression)));
        }
        return new Routing(
                routes,
                listener.find(ListenerKeys.BACKEND),
                listener.get(ListenerKeys.REDIRECT_TO_HTTPS),
                listener.find(ListenerKeys.HSTS).map(RouteAssembly::hsts));
    }

    private static Hsts hsts(Values values) {
        return new Hsts(
                values.get(HstsKeys.MAX_AGE),
                values.get(HstsKeys.INCLUDE_SUBDOMAINS),
                values.get(HstsKeys.PRELOAD));
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
        Optional<RouteAction> forward =
                route.find(RouteKeys.BACKEND).map(backend -> forward(backend, route));
        return forward.or(() -> route.find(RouteKeys.REDIRECT).map(RouteAssembly::redirect))
                .orElseGet(() -> respond(route.get(RouteKeys.RESPOND)));
    }

    private static RouteAction forward(String backend, Values route) {
        return new RouteAction.Forward(
                backend,
                route.find(RouteKeys.REWRITE).map(RouteAssembly::rewrite),
                route.find(RouteKeys.REQUEST_HEADERS)
                        .map(RouteAssembly::changes)
                        .orElse(HeaderChanges.NONE),
                route.find(RouteKeys.TIMEOUT),
                route.find(RouteKeys.IDLE_TIMEOUT));
    }

    private static PathRewrite rewrite(Values values) {
        Optional<PathRewrite> prefix = values.find(RewriteKeys.PREFIX).map(PathRewrite.Prefix::new);
        return prefix.orElseGet(() ->
                new PathRewrite.Regex(
                        values.get(RewriteKeys.REGEX), values.get(RewriteKeys.SUBSTITUTION)));
    }

    private static Compression compression(Values values) {
        return new Compression(
                values.get(CompressionKeys.CODINGS), values.get(CompressionKeys.MIN_SIZE));
    }

    private static HeaderChanges changes(Values values) {
        return new HeaderChanges(
                values.find(HeaderChangeKeys.REMOVE).orElse(List.of()),
                values.find(HeaderChangeKeys.SET).orElse(Map.of()),
                values.find(HeaderChangeKeys.ADD).orElse(Map.of()));
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
