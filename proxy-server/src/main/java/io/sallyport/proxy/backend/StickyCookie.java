package io.sallyport.proxy.backend;

/// The cookie that brings a client back to its server.
///
/// @param name of the cookie
/// @param attributes what follows the value, from the first `;` on, but for `Secure`
/// @param secure whether `Secure` is always set; otherwise only for clients that speak TLS
public record StickyCookie(String name, String attributes, boolean secure) {

    /// The value of a Set-Cookie field (RFC 6265, section 4.1).
    public String set(Server server, boolean tls) {
        return name + '=' + server.token() + attributes + (secure || tls ? "; Secure" : "");
    }
}
