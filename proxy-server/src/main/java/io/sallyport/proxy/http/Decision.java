package io.sallyport.proxy.http;

import io.netty.handler.codec.http.HttpRequest;
import io.sallyport.config.model.Compression;
import io.sallyport.proxy.backend.Backend;
import io.sallyport.proxy.route.PathRewrite;
import io.sallyport.proxy.route.RequestFacts;
import io.sallyport.proxy.route.RequestPath;
import io.sallyport.proxy.runtime.Route;
import io.sallyport.proxy.runtime.RouteAction;
import io.sallyport.proxy.runtime.Routing;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What becomes of a request, by the routes of its listener.
sealed interface Decision {
    /// A server is asked.
    ///
    /// @param target path and query for it
    record Forward(Route route, RouteAction.Forward action, String target) implements Decision {
        Backend backend() {
            return action.backend();
        }
    }

    /// The client gets an answer of our own.
    ///
    /// @param path as it would be forwarded
    /// @param query with its question mark, or empty
    record Answer(Route route, RouteAction action, String path, String query) implements Decision {}

    /// The client gets no more than the reason why not.
    record Refuse(HttpFailure why) implements Decision {}

    /// How answers of servers are compressed, or null.
    default @Nullable Compression compression() {
        return this instanceof Forward forward ? forward.route().compression() : null;
    }

    /// Decides.
    static Decision of(HttpRequest request, Routing routing) {
        RequestTarget parsed = RequestTarget.parse(request.method(), request.uri());
        String target = parsed == null ? request.uri() : parsed.pathAndQuery();
        int end = target.indexOf('?');
        String query = end < 0 ? "" : target.substring(end);
        String path = end < 0 ? target : target.substring(0, end);
        RequestFacts facts =
                new RequestFacts(
                        request.method().name(),
                        RequestHead.host(request),
                        name -> combined(request.headers().getAll(name)));
        if (!routing.looksAtPaths()) {
            return of(routing.of(facts, path), new RequestPath(path, List.of(path)), query);
        }
        RequestPath readable = RequestPath.of(path);
        if (readable == null) {
            return new Refuse(HttpFailure.AMBIGUOUS_PATH);
        }
        List<String> readings = readable.readings();
        Route route = routing.of(facts, readings.getFirst());
        for (String reading : readings.subList(1, readings.size())) {
            if (!Objects.equals(routing.of(facts, reading), route)) {
                return new Refuse(HttpFailure.AMBIGUOUS_PATH);
            }
        }
        return of(route, readable, query);
    }

    private static Decision of(@Nullable Route route, RequestPath path, String query) {
        if (route == null) {
            return new Refuse(HttpFailure.NO_ROUTE);
        }
        return switch (route.action()) {
            case RouteAction.Forward forward -> forward(route, forward, path, query);
            case RouteAction.Redirected redirected ->
                    new Answer(route, redirected, path.forwarded(), query);
            case RouteAction.Answered answered ->
                    new Answer(route, answered, path.forwarded(), query);
        };
    }

    private static Decision forward(
            Route route, RouteAction.Forward forward, RequestPath path, String query) {
        PathRewrite rewrite = forward.rewrite();
        String target =
                rewrite == null || path.forwarded().equals(RequestTarget.ASTERISK)
                        ? path.forwarded()
                        : rewrite.checked(path);
        return target == null
                ? new Refuse(HttpFailure.AMBIGUOUS_PATH)
                : new Forward(route, forward, target + query);
    }

    /// As RFC 9110, section 5.3 puts fields of one name together.
    private static @Nullable String combined(List<String> values) {
        return switch (values.size()) {
            case 0 -> null;
            case 1 -> values.getFirst();
            default -> String.join(", ", values);
        };
    }
}
