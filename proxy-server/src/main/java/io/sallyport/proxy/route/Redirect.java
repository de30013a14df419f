package io.sallyport.proxy.route;

import org.jspecify.annotations.Nullable;

/// Another URL that a client is told to go to. What is null stays as it was asked for.
///
/// @param status of the answer
/// @param port 0: the one that was asked for if neither scheme nor host are others, or else the scheme's usual one
/// @param path the whole path, or null
/// @param prefix what takes the place of the prefix that was matched, or null
public record Redirect(
        int status,
        @Nullable String scheme,
        @Nullable String host,
        int port,
        @Nullable String path,
        @Nullable PrefixRewrite prefix) {

    /// The URL to go to.
    ///
    /// @param ownScheme of the request: `http` or `https`
    /// @param ownHost of the request, an IPv6 address in brackets
    /// @param ownPort that was asked for, or 0
    /// @param ownPath of the request, as it came
    /// @param query of the request with its question mark, or empty
    public String location(
            String ownScheme, String ownHost, int ownPort, String ownPath, String query) {
        String newPath = prefix == null ? ownPath : prefix.of(ownPath);
        boolean elsewhere = host != null || scheme != null && !scheme.equals(ownScheme);
        int newPort = port != 0 ? port : elsewhere ? 0 : ownPort;
        return (scheme == null ? ownScheme : scheme)
                + "://"
                + (host == null ? ownHost : host)
                + (newPort == 0 ? "" : ":" + newPort)
                + (path == null ? newPath : path)
                + query;
    }
}
