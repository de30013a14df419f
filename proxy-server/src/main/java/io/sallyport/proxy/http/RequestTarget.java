package io.sallyport.proxy.http;

import io.netty.handler.codec.http.HttpMethod;
import org.jspecify.annotations.Nullable;

/// What a request is for (RFC 9112, section 3.2). There is no form for CONNECT, which is refused.
public sealed interface RequestTarget {
    /// What a server is asked for in origin-form or asterisk-form: a path from its first slash on,
    /// perhaps with a query, or `*`. It is as the client sent it; dots in it are not resolved.
    String pathAndQuery();

    /// A path on the host that Host names.
    record OriginForm(String pathAndQuery) implements RequestTarget {}

    /// A whole URL. Clients send it to what they take for a forward proxy; servers must take it, too.
    ///
    /// @param defaultPort of its scheme: 80 or 443
    record AbsoluteForm(int defaultPort, Authority authority, String pathAndQuery)
            implements RequestTarget {}

    /// The server as a whole, in OPTIONS.
    record AsteriskForm() implements RequestTarget {
        @Override
        public String pathAndQuery() {
            return ASTERISK;
        }
    }

    /// The target of OPTIONS for no resource of the server.
    String ASTERISK = "*";

    /// @return null if the target has no form that the method can have
    static @Nullable RequestTarget parse(HttpMethod method, String target) {
        boolean isOptions = method.equals(HttpMethod.OPTIONS);
        if (target.startsWith("/")) {
            return isPathAndQuery(target) ? new OriginForm(target) : null;
        }
        if (target.equals(ASTERISK)) {
            return isOptions ? new AsteriskForm() : null;
        }
        if (hasScheme(target, "http://")) {
            return absolute(isOptions, 80, target.substring("http://".length()));
        }
        if (hasScheme(target, "https://")) {
            return absolute(isOptions, 443, target.substring("https://".length()));
        }
        return null;
    }

    private static boolean hasScheme(String target, String scheme) {
        return target.regionMatches(true, 0, scheme, 0, scheme.length());
    }

    private static @Nullable RequestTarget absolute(
            boolean isOptions, int defaultPort, String afterScheme) {
        int end = 0;
        while (end < afterScheme.length() && "/?".indexOf(afterScheme.charAt(end)) < 0) {
            end++;
        }
        Authority authority = Authority.parse(afterScheme.substring(0, end));
        String rest = afterScheme.substring(end);
        if (authority == null || !isPathAndQuery(rest)) {
            return null;
        }
        // RFC 9112, sections 3.2.1 and 3.2.4.
        String path =
                rest.startsWith("/") ? rest : rest.isEmpty() && isOptions ? ASTERISK : "/" + rest;
        return new AbsoluteForm(defaultPort, authority, path);
    }

    /// In a path, a backslash is a slash to some servers, and a NUL the end to some. Queries go to no
    /// file, and browsers put everything into them.
    private static boolean isPathAndQuery(String text) {
        int query = text.indexOf('?');
        String path = query < 0 ? text : text.substring(0, query);
        if (path.indexOf('\\') >= 0) {
            return false;
        }
        for (int at = path.indexOf('%'); at >= 0; at = path.indexOf('%', at + 1)) {
            if (octetAt(path, at + 1) <= 0) {
                return false;
            }
        }
        return true;
    }

    /// @return what two hexadecimal digits say, or -1 if there are none
    private static int octetAt(String text, int at) {
        if (at + 2 > text.length()) {
            return -1;
        }
        int high = Character.digit(text.charAt(at), 16);
        int low = Character.digit(text.charAt(at + 1), 16);
        return high < 0 || low < 0 ? -1 : 16 * high + low;
    }
}
