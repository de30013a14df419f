package io.sallyport.proxy.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.sallyport.config.model.ForwardedFields;
import io.sallyport.config.model.Forwarding;
import io.sallyport.proxy.forward.ClientConnection;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The fields that tell a server where a request came from: `X-Forwarded-*` and `Forwarded` (RFC 7239). By default only
/// what this proxy itself knows stands in them.
final class OriginFields {
    private static final String FOR = "x-forwarded-for";
    private static final String PROTO = "x-forwarded-proto";
    private static final String HOST = "x-forwarded-host";
    private static final String PORT = "x-forwarded-port";
    private static final String FORWARDED = "forwarded";

    private static final Set<String> ALL = Set.of(FOR, PROTO, HOST, PORT, FORWARDED, "x-real-ip");

    /// Addresses, names without meaning (RFC 7239, section 6.3), and what parts them.
    private static final Pattern NODES = Pattern.compile("[0-9A-Za-z._:\\[\\]\\-, \t]{1,2000}+");

    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z\\-]++";
    private static final String PAIR =
            TOKEN + "=(?:" + TOKEN + "|\"(?:[^\"\\\\\\x00-\\x1f\\x7f]|\\\\[\\x20-\\x7e])*+\")";
    private static final String ELEMENT = PAIR + "(?:[ \t]*+;[ \t]*+" + PAIR + ")*+";

    /// What can be added to without being swallowed by a quoted string that does not end (RFC 7239, section 4).
    private static final Pattern ELEMENTS =
            Pattern.compile(ELEMENT + "(?:[ \t]*+,[ \t]*+" + ELEMENT + ")*+");

    private static final Pattern PLAIN = Pattern.compile("[!-~&&[^\"\\\\]]++");

    private OriginFields() {}

    /// Puts the fields of a request right.
    ///
    /// @param headers of the request as it goes to the server
    static void apply(HttpHeaders headers, Forwarding forwarding, ClientConnection connection) {
        SocketAddress peer = connection.info().client();
        if (forwarding.appendFrom().contains(peer)) {
            append(headers, forwarding.fields(), connection);
        } else if (forwarding.passFrom().contains(peer)) {
            removeImitations(headers);
        } else {
            remove(headers);
            set(headers, forwarding.fields(), connection, new Said(null, null, null, null, null));
        }
    }

    /// What a believed peer said, as far as it can be read.
    private record Said(
            @Nullable String client,
            @Nullable String proto,
            @Nullable String host,
            @Nullable String port,
            @Nullable String forwarded) {}

    private static void append(
            HttpHeaders headers, ForwardedFields fields, ClientConnection connection) {
        Said said =
                new Said(
                        joined(headers, FOR, NODES),
                        headers.get(PROTO),
                        headers.get(HOST),
                        headers.get(PORT),
                        joined(headers, FORWARDED, ELEMENTS));
        remove(headers);
        set(headers, fields, connection, said);
    }

    private static void set(
            HttpHeaders headers, ForwardedFields fields, ClientConnection connection, Said said) {
        InetAddress client = address(connection.info().client());
        String proto = connection.session() == null ? "http" : "https";
        String host = headers.get(HttpHeaderNames.HOST);
        if (fields != ForwardedFields.FORWARDED) {
            headers.set(FOR, added(said.client(), text(client)));
            headers.set(PROTO, said.proto() == null ? proto : said.proto());
            headers.set(PORT, said.port() == null ? port(connection.info().local()) : said.port());
            if (said.host() != null) {
                headers.set(HOST, said.host());
            } else if (host != null) {
                headers.set(HOST, host);
            }
        }
        if (fields != ForwardedFields.X_FORWARDED) {
            headers.set(FORWARDED, added(said.forwarded(), element(client, proto, host)));
        }
    }

    private static String added(@Nullable String before, String ours) {
        return before == null ? ours : before + ", " + ours;
    }

    /// Our part of `Forwarded` (RFC 7239, section 5). A host has a colon if it has a port, so it is always quoted.
    private static String element(
            @Nullable InetAddress client, String proto, @Nullable String host) {
        String node = client instanceof Inet6Address ? "\"[" + text(client) + "]\"" : text(client);
        String element = "for=" + node + ";proto=" + proto;
        return host != null && PLAIN.matcher(host).matches()
                ? element + ";host=\"" + host + '"'
                : element;
    }

    /// The values of all fields of the name, or null if there are none or they have not the form.
    private static @Nullable String joined(HttpHeaders headers, String name, Pattern form) {
        List<String> values = headers.getAll(name);
        if (values.isEmpty()) {
            return null;
        }
        String all = String.join(", ", values);
        return form.matcher(all).matches() ? all : null;
    }

    /// Servers that put fields into variables take `_` and `-` for the same.
    private static void remove(HttpHeaders headers) {
        for (String name : headers.names()) {
            if (ALL.contains(name.toLowerCase(Locale.ROOT).replace('_', '-'))) {
                headers.remove(name);
            }
        }
    }

    private static void removeImitations(HttpHeaders headers) {
        for (String name : headers.names()) {
            if (name.indexOf('_') >= 0
                    && ALL.contains(name.toLowerCase(Locale.ROOT).replace('_', '-'))) {
                headers.remove(name);
            }
        }
    }

    private static @Nullable InetAddress address(SocketAddress peer) {
        return peer instanceof InetSocketAddress internet ? internet.getAddress() : null;
    }

    /// Without the zone, which means nothing elsewhere.
    private static String text(@Nullable InetAddress address) {
        if (address == null) {
            return "unknown";
        }
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        return zone < 0 ? text : text.substring(0, zone);
    }

    private static String port(SocketAddress local) {
        return local instanceof InetSocketAddress internet
                ? String.valueOf(internet.getPort())
                : "0";
    }
}
