package io.sallyport.config.model;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/// What a client may send in `mode: http`, and how long it may take.
///
/// @param maxRequestLine of the request line
/// @param maxHeaderSize of all header and trailer fields together
/// @param maxHeaderFields header and trailer fields together
/// @param maxBodySize of a request's body; empty: any
/// @param headTimeout from the first byte of a request's head to its end
/// @param keepAliveTimeout without a request; empty: the listener's idle timeout
/// @param maxRequestsPerConnection after so many, a connection is closed; empty: never
/// @param webSocketTimeout without a byte in either direction; empty: the listener's idle timeout
/// @param http2 what holds for connections of HTTP/2 besides
public record HttpLimits(
        ByteSize maxRequestLine,
        ByteSize maxHeaderSize,
        int maxHeaderFields,
        Optional<ByteSize> maxBodySize,
        Duration headTimeout,
        Optional<Duration> keepAliveTimeout,
        OptionalInt maxRequestsPerConnection,
        Optional<Duration> webSocketTimeout,
        Http2Limits http2) {

    /// RFC 9112, section 3 recommends at least 8000 bytes for the request line. The header's are what browsers with
    /// many cookies need, several times over.
    public static final HttpLimits DEFAULTS =
            new HttpLimits(
                    ByteSize.ofKibibytes(8),
                    ByteSize.ofKibibytes(32),
                    100,
                    Optional.empty(),
                    Duration.ofSeconds(30),
                    Optional.empty(),
                    OptionalInt.empty(),
                    Optional.empty(),
                    Http2Limits.DEFAULTS);

    /// The same with a bound on bodies.
    public HttpLimits withMaxBodySize(ByteSize size) {
        return new HttpLimits(
                maxRequestLine,
                maxHeaderSize,
                maxHeaderFields,
                Optional.of(size),
                headTimeout,
                keepAliveTimeout,
                maxRequestsPerConnection,
                webSocketTimeout,
                http2);
    }

    /// The same with other bounds on heads.
    public HttpLimits withHeads(ByteSize requestLine, ByteSize headerSize, int headerFields) {
        return new HttpLimits(
                requestLine,
                headerSize,
                headerFields,
                maxBodySize,
                headTimeout,
                keepAliveTimeout,
                maxRequestsPerConnection,
                webSocketTimeout,
                http2);
    }

    /// The same with other times.
    public HttpLimits withTimeouts(Duration head, Duration keepAlive) {
        return new HttpLimits(
                maxRequestLine,
                maxHeaderSize,
                maxHeaderFields,
                maxBodySize,
                head,
                Optional.of(keepAlive),
                maxRequestsPerConnection,
                webSocketTimeout,
                http2);
    }

    /// The same with so many requests to a connection.
    public HttpLimits withMaxRequestsPerConnection(int number) {
        return new HttpLimits(
                maxRequestLine,
                maxHeaderSize,
                maxHeaderFields,
                maxBodySize,
                headTimeout,
                keepAliveTimeout,
                OptionalInt.of(number),
                webSocketTimeout,
                http2);
    }

    /// The same with another patience with WebSockets.
    public HttpLimits withWebSocketTimeout(Duration timeout) {
        return new HttpLimits(
                maxRequestLine,
                maxHeaderSize,
                maxHeaderFields,
                maxBodySize,
                headTimeout,
                keepAliveTimeout,
                maxRequestsPerConnection,
                Optional.of(timeout),
                http2);
    }

    /// The same with other limits on connections of HTTP/2.
    public HttpLimits withHttp2(Http2Limits other) {
        return new HttpLimits(
                maxRequestLine,
                maxHeaderSize,
                maxHeaderFields,
                maxBodySize,
                headTimeout,
                keepAliveTimeout,
                maxRequestsPerConnection,
                webSocketTimeout,
                other);
    }
}
