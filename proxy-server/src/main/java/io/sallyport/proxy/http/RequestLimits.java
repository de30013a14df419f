package io.sallyport.proxy.http;

import io.sallyport.config.model.HttpLimits;

/// How much of a request is read before it is whole: what a client can make the proxy keep in memory.
/// The body is not limited here; it is passed on as it comes.
///
/// @param requestLine most bytes of the request line, without its line end; at least 16
/// @param fieldBytes most bytes of all header and trailer fields together, with their line ends; at
///     least 16
/// @param fields most header and trailer fields together; at least 1
public record RequestLimits(int requestLine, int fieldBytes, int fields) {
    /// RFC 9112, section 3 recommends at least 8000 bytes for the request line. The others are what
    /// browsers with many cookies need, several times over.
    public static final RequestLimits DEFAULT = new RequestLimits(8 << 10, 32 << 10, 100);

    private static final int LEAST_BYTES = 16;
    private static final int MOST_BYTES = 1 << 20;

    /// What a configuration says.
    static RequestLimits of(HttpLimits limits) {
        return new RequestLimits(
                limits.maxRequestLine().toIntExact(),
                limits.maxHeaderSize().toIntExact(),
                limits.maxHeaderFields());
    }

    /// @throws IllegalArgumentException if a limit is below the least, or more than 1 MiB or 10000
    ///     fields
    public RequestLimits {
        check("requestLine", requestLine, LEAST_BYTES, MOST_BYTES);
        check("fieldBytes", fieldBytes, LEAST_BYTES, MOST_BYTES);
        check("fields", fields, 1, 10_000);
    }

    private static void check(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    name + " is " + value + ", not from " + least + " to " + most);
        }
    }
}
