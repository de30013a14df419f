package io.sallyport.proxy.assembly;

import com.google.re2j.Pattern;
import io.sallyport.config.model.HeaderChanges;
import io.sallyport.config.model.HeaderMatch;
import io.sallyport.config.model.Listener;
import io.sallyport.config.model.ListenerMode;
import io.sallyport.config.model.PathMatch;
import io.sallyport.config.model.RouteMatch;
import io.sallyport.proxy.backend.Backend;
import io.sallyport.proxy.route.FieldChanges;
import io.sallyport.proxy.route.FieldPattern;
import io.sallyport.proxy.route.FixedAnswer;
import io.sallyport.proxy.route.HostPattern;
import io.sallyport.proxy.route.PathPattern;
import io.sallyport.proxy.route.PathRewrite;
import io.sallyport.proxy.route.PrefixRewrite;
import io.sallyport.proxy.route.Redirect;
import io.sallyport.proxy.route.RegexRewrite;
import io.sallyport.proxy.route.RequestMatch;
import io.sallyport.proxy.runtime.Route;
import io.sallyport.proxy.runtime.RouteAction;
import io.sallyport.proxy.runtime.Routing;
import io.sallyport.proxy.runtime.ServerRoute;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// From a listener's routes in the configuration to those that run.
///
/// @param backends by name
/// @param bodies of fixed answers that stand in files
record RoutingAssembly(Map<String, Backend> backends, Map<Path, byte[]> bodies) {

    /// @throws IllegalArgumentException if a route names a backend or a file that is not there
    Routing of(Listener listener) {
        var model = listener.routing();
        return listener.mode() == ListenerMode.TCP
                ? Routing.ofConnections(serverRoutes(model))
                : Routing.ofRequests(
                        routes(model), model.hsts().map(hsts -> hsts.fieldValue()).orElse(null));
    }

    private List<ServerRoute> serverRoutes(io.sallyport.config.model.Routing model) {
        List<ServerRoute> routes = new ArrayList<>();
        for (var route : model.routes()) {
            if (route.action() instanceof io.sallyport.config.model.RouteAction.Forward forward) {
                routes.add(
                        new ServerRoute(
                                hosts(route.match().serverNames()), backend(forward.backend())));
            }
        }
        model.backend().ifPresent(name -> routes.add(new ServerRoute(List.of(), backend(name))));
        return routes;
    }

    private List<Route> routes(io.sallyport.config.model.Routing model) {
        List<Route> routes = new ArrayList<>();
        for (var route : model.routes()) {
            routes.add(
                    new Route(
                            route.name(),
                            match(route.match()),
                            action(route.action(), route.match().path().orElse(null)),
                            changes(route.responseHeaders()),
                            route.compression().orElse(null)));
        }
        model.backend()
                .ifPresent(name -> routes.add(Route.rest(RouteAction.Forward.to(backend(name)))));
        if (model.redirectToHttps()) {
            routes.add(
                    Route.rest(
                            action(io.sallyport.config.model.RouteAction.Redirect.TO_HTTPS, null)));
        }
        return routes;
    }

    private RouteAction action(
            io.sallyport.config.model.RouteAction action, @Nullable PathMatch matched) {
        return switch (action) {
            case io.sallyport.config.model.RouteAction.Forward forward ->
                    new RouteAction.Forward(
                            backend(forward.backend()),
                            forward.rewrite()
                                    .map(rewrite -> rewrite(rewrite, matched))
                                    .orElse(null),
                            changes(forward.requestHeaders()),
                            forward.timeout().orElse(null),
                            forward.idleTimeout().orElse(null));
            case io.sallyport.config.model.RouteAction.Redirect redirect ->
                    new RouteAction.Redirected(redirect(redirect, matched));
            case io.sallyport.config.model.RouteAction.Respond respond ->
                    new RouteAction.Answered(
                            new FixedAnswer(
                                    respond.status(), respond.contentType(), body(respond)));
        };
    }

    private static PathRewrite rewrite(
            io.sallyport.config.model.PathRewrite rewrite, @Nullable PathMatch matched) {
        return switch (rewrite) {
            case io.sallyport.config.model.PathRewrite.Prefix(String replacement) ->
                    prefix(matched, replacement);
            case io.sallyport.config.model.PathRewrite.Regex(String regex, String substitution) ->
                    new RegexRewrite(Pattern.compile(regex), substitution);
        };
    }

    private static FieldChanges changes(HeaderChanges changes) {
        return new FieldChanges(changes.remove(), changes.set(), changes.add());
    }

    private static Redirect redirect(
            io.sallyport.config.model.RouteAction.Redirect redirect, @Nullable PathMatch matched) {
        return new Redirect(
                redirect.status(),
                redirect.scheme().orElse(null),
                redirect.host().orElse(null),
                redirect.port().orElse(0),
                redirect.path().orElse(null),
                redirect.prefix().map(prefix -> prefix(matched, prefix)).orElse(null));
    }

    private static PrefixRewrite prefix(@Nullable PathMatch matched, String replacement) {
        if (matched instanceof PathMatch.Prefix(String prefix)) {
            return new PrefixRewrite(prefix, replacement);
        }
        throw new IllegalArgumentException("no prefix to put " + replacement + " in its place");
    }

    private byte[] body(io.sallyport.config.model.RouteAction.Respond respond) {
        byte[] text = respond.body().orElse("").getBytes(StandardCharsets.UTF_8);
        return respond.bodyFile().map(this::file).orElse(text);
    }

    private byte[] file(Path file) {
        byte[] body = bodies.get(file);
        if (body == null) {
            throw new IllegalArgumentException("the file " + file + " was not read");
        }
        return body;
    }

    private Backend backend(String name) {
        Backend backend = backends.get(name);
        if (backend == null) {
            throw new IllegalArgumentException(
                    "backend " + name + " (expected: one of " + backends.keySet() + ")");
        }
        return backend;
    }

    private static RequestMatch match(RouteMatch match) {
        return new RequestMatch(
                hosts(match.hosts()),
                match.path().map(RoutingAssembly::path).orElse(null),
                Set.copyOf(match.methods()),
                match.headers().stream().map(RoutingAssembly::field).toList());
    }

    private static List<HostPattern> hosts(List<String> names) {
        return names.stream().map(HostPattern::new).toList();
    }

    private static PathPattern path(PathMatch path) {
        return switch (path) {
            case PathMatch.Exact(String exact) -> new PathPattern.Exact(exact);
            case PathMatch.Prefix(String prefix) -> new PathPattern.Prefix(prefix);
            case PathMatch.Regex(String regex) -> new PathPattern.Regex(Pattern.compile(regex));
        };
    }

    private static FieldPattern field(HeaderMatch header) {
        return switch (header) {
            case HeaderMatch.Exact(String name, String value) ->
                    new FieldPattern.Exact(name, value);
            case HeaderMatch.Regex(String name, String regex) ->
                    new FieldPattern.Regex(name, Pattern.compile(regex));
            case HeaderMatch.Present(String name, boolean present) ->
                    new FieldPattern.Present(name, present);
        };
    }
}
