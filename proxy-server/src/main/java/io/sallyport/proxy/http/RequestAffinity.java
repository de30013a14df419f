package io.sallyport.proxy.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.cookie.Cookie;
import io.netty.handler.codec.http.cookie.ServerCookieDecoder;
import io.sallyport.proxy.backend.Affinity;
import io.sallyport.proxy.backend.Backend;
import io.sallyport.proxy.backend.HashKey;
import io.sallyport.proxy.backend.Server;
import io.sallyport.proxy.backend.StickyCookie;
import io.sallyport.proxy.forward.ClientAffinity;
import io.sallyport.proxy.forward.ClientConnection;
import org.jspecify.annotations.Nullable;

/// What binds a request to a server, and the cookie that binds the next ones.
final class RequestAffinity {
    private RequestAffinity() {}

    /// What the request says about where it belongs.
    static Affinity of(Backend backend, HttpRequest request, ClientConnection connection) {
        StickyCookie sticky = backend.sticky();
        HashKey hash = backend.hash();
        if (sticky == null && hash == null) {
            return Affinity.NONE;
        }
        String key = hash == null ? null : key(hash, request, connection);
        return new Affinity(key, sticky == null ? null : cookie(request, sticky.name()));
    }

    /// Tells a client by whom it was served, if it does not know.
    ///
    /// @param affinity of the request
    static void mark(
            HttpResponse answer,
            Backend backend,
            Affinity affinity,
            Server server,
            ClientConnection connection) {
        StickyCookie sticky = backend.sticky();
        if (sticky != null && !server.token().equals(affinity.token())) {
            answer.headers()
                    .add(
                            HttpHeaderNames.SET_COOKIE,
                            sticky.set(server, connection.session() != null));
        }
    }

    private static @Nullable String key(
            HashKey hash, HttpRequest request, ClientConnection connection) {
        return switch (hash.by()) {
            case CLIENT -> ClientAffinity.address(connection.info().client());
            case HEADER -> request.headers().get(hash.name());
            case COOKIE -> cookie(request, hash.name());
        };
    }

    /// The first cookie of that name: browsers send the one with the longest path first (RFC 6265, section 5.4).
    private static @Nullable String cookie(HttpRequest request, String name) {
        for (String field : request.headers().getAll(HttpHeaderNames.COOKIE)) {
            for (Cookie cookie : ServerCookieDecoder.LAX.decodeAll(field)) {
                if (cookie.name().equals(name)) {
                    return cookie.value();
                }
            }
        }
        return null;
    }
}
