package io.sallyport.proxy.backend;

/// What decides on the server in [Balance#CONSISTENT_HASH].
///
/// @param name of the header field or cookie; empty for the client
public record HashKey(By by, String name) {

    /// Where it is found.
    public enum By {
        /// The client's address, without the port.
        CLIENT,
        /// A field of the request's header.
        HEADER,
        /// A cookie of the request.
        COOKIE
    }

    /// The client's address.
    public static final HashKey CLIENT = new HashKey(By.CLIENT, "");
}
