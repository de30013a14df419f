package io.sallyport.proxy.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import io.sallyport.config.model.ClientIdentityFields;
import io.sallyport.proxy.forward.ClientConnection;
import io.sallyport.proxy.identity.ForwardedElement;
import io.sallyport.proxy.identity.IdentitySettings;
import io.sallyport.proxy.identity.ToldIdentity;
import io.sallyport.proxy.runtime.ListenerSettings;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The fields that tell a server who a client is: `Client-Cert` (RFC 9440), `x-forwarded-client-cert`, and those of the
/// operator's own. What clients send under these names is taken away before anything looks at a request, so that no route
/// is chosen by it either.
final class IdentityHeaders {
    private static final AsciiString CLIENT_CERT =
            AsciiString.cached(ClientIdentityFields.CLIENT_CERT);
    private static final AsciiString CHAIN =
            AsciiString.cached(ClientIdentityFields.CLIENT_CERT_CHAIN);
    private static final AsciiString FORWARDED =
            AsciiString.cached(ClientIdentityFields.FORWARDED_CLIENT_CERT);

    private IdentityHeaders() {}

    /// Takes away what a client must not say, in all spellings, but for what a believed peer says.
    ///
    /// @param headers of a request as it was read
    static void sanitize(
            HttpHeaders headers, IdentitySettings settings, ClientConnection connection) {
        removeIf(
                headers,
                name -> settings.reserves(name) && !isBelieved(name, settings, connection));
    }

    /// Takes away all of it, in all spellings, whoever says it.
    static void remove(HttpHeaders trailers, IdentitySettings settings) {
        removeIf(trailers, settings::reserves);
    }

    private static void removeIf(HttpHeaders headers, Predicate<CharSequence> unwanted) {
        List<CharSequence> found = null;
        Iterator<Map.Entry<CharSequence, CharSequence>> each = headers.iteratorCharSequence();
        while (each.hasNext()) {
            CharSequence name = each.next().getKey();
            if (unwanted.test(name)) {
                found = found == null ? new ArrayList<>() : found;
                found.add(name);
            }
        }
        if (found != null) {
            found.forEach(headers::remove);
        }
    }

    /// Only under the very name: nobody who means well sends another spelling.
    private static boolean isBelieved(
            CharSequence name, IdentitySettings settings, ClientConnection connection) {
        if (CLIENT_CERT.contentEqualsIgnoreCase(name) || CHAIN.contentEqualsIgnoreCase(name)) {
            return settings.passesClientCert(connection.info().client());
        }
        return FORWARDED.contentEqualsIgnoreCase(name)
                && settings.keepsForwarded(
                        connection.info().client(), connection.verifiedIdentity() != null);
    }

    /// Tells who the client is.
    ///
    /// @param headers of the request as it goes to the server, in which nothing is left that must not be
    static void apply(HttpHeaders headers, ListenerSettings settings, ClientConnection connection) {
        if (settings.identity().tellsNothing()) {
            return;
        }
        ToldIdentity told = connection.told(settings);
        for (ToldIdentity.Field field : told.fields()) {
            headers.set(field.name(), field.value());
        }
        if (settings.identity().forwarding().tells()) {
            forward(headers, told.element());
        }
    }

    /// Whoever wrote the last element is who the server takes for the client's proxy: without ours, none is sent.
    private static void forward(HttpHeaders headers, @Nullable String element) {
        String came = String.join(",", headers.getAll(FORWARDED));
        if (element == null) {
            headers.remove(FORWARDED);
        } else if (came.isEmpty() || !ForwardedElement.isReadable(came)) {
            headers.set(FORWARDED, element);
        } else {
            headers.set(FORWARDED, came + ',' + element);
        }
    }

    /// An answer that depends on who the client is must not be given to another one: what depends on a field that no
    /// client sends depends on everything (RFC 9440, section 2.4).
    static void keepOutOfCaches(HttpHeaders answer, IdentitySettings settings) {
        if (settings.tellsNothing() || !answer.contains(HttpHeaderNames.VARY)) {
            return;
        }
        for (String value : answer.getAll(HttpHeaderNames.VARY)) {
            for (String name : value.split(",", -1)) {
                if (settings.reserves(name.strip())) {
                    answer.set(HttpHeaderNames.VARY, "*");
                    return;
                }
            }
        }
    }
}
