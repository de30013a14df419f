package io.sallyport.proxy.http;

import io.netty.handler.codec.http.HttpRequest;
import io.sallyport.proxy.backend.Backend;
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
    record Forward(Route route, Backend backend, String target) implements Decision {}

    /// The client gets an answer of our own.
    ///
    /// @param path as it would be forwarded
    /// @param query with its question mark, or empty
    record Answer(Route route, RouteAction action, String path, String query) implements Decision {}

    /// The client gets no more than the reason why not.
    record Refuse(HttpFailure why) implements Decision {}

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
            return of(routing.of(facts, path), path, query);
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
        return of(route, readable.forwarded(), query);
    }

    private static Decision of(@Nullable Route route, String path, String query) {
        if (route == null) {
            return new Refuse(HttpFailure.NO_ROUTE);
        }
        return switch (route.action()) {
            case RouteAction.Forward(Backend backend) -> new Forward(route, backend, path + query);
            case RouteAction.Redirected redirected -> new Answer(route, redirected, path, query);
            case RouteAction.Answered answered -> new Answer(route, answered, path, query);
        };
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
