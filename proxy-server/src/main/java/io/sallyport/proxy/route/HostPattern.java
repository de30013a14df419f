package io.sallyport.proxy.route;

/// A host that is asked for.
///
/// @param text in lower case, without a port: a name, an address, or `*.example.com` for all names below `example.com`
public record HostPattern(String text) {

    /// @param host in lower case, without a port; a dot at its end, which names the same host, is taken away
    public boolean matches(String host) {
        String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        return text.startsWith("*.")
                ? name.length() >= text.length() && name.endsWith(text.substring(1))
                : name.equals(text);
    }
}
