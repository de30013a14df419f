package io.sallyport.config.keys;

import io.sallyport.config.model.ByteSize;
import io.sallyport.config.model.HttpLimits;
import io.sallyport.config.schema.Change;
import io.sallyport.config.schema.Key;
import io.sallyport.config.schema.Types;
import io.sallyport.config.schema.ValueType;
import io.sallyport.config.schema.Values;
import java.time.Duration;
import java.util.List;

/// Those keys under `listeners.NAME.limits` that are about requests.
final class HttpLimitKeys {
    private static final ByteSize LARGEST_HEAD = ByteSize.ofMebibytes(1);
    private static final ByteSize LARGEST_BODY = ByteSize.ofMebibytes(1L << 30);
    private static final int MANY = 1_000_000_000;

    static final Key<ByteSize> MAX_REQUEST_LINE =
            Key.defaulting(
                    "max_request_line",
                    Types.size(ByteSize.ofBytes(256), LARGEST_HEAD),
                    HttpLimits.DEFAULTS.maxRequestLine(),
                    Change.LIVE,
                    """
                    In `mode: http`, the longest request line that is read, which holds method and
                    target; a longer one gets 414. (nginx: `large_client_header_buffers`.)
                    """);

    static final Key<ByteSize> MAX_HEADER_SIZE =
            Key.defaulting(
                    "max_header_size",
                    Types.size(ByteSize.ofBytes(256), LARGEST_HEAD),
                    HttpLimits.DEFAULTS.maxHeaderSize(),
                    Change.LIVE,
                    """
                    In `mode: http`, how many bytes all header and trailer fields of a request may
                    have together; more get 431.
                    """);

    static final Key<Integer> MAX_HEADER_FIELDS =
            Key.defaulting(
                    "max_header_fields",
                    Types.whole(1, 10_000),
                    HttpLimits.DEFAULTS.maxHeaderFields(),
                    Change.LIVE,
                    """
                    In `mode: http`, how many header and trailer fields a request may have together;
                    more get 431.
                    """);

    static final Key<ByteSize> MAX_BODY_SIZE =
            Key.optional(
                    "max_body_size",
                    Types.size(ByteSize.ofBytes(0), LARGEST_BODY),
                    "any size, since bodies are never gathered",
                    Change.LIVE,
                    """
                    In `mode: http`, the largest body of a request: a larger one gets 413, at once if
                    its length is told, else when it is exceeded. (nginx: `client_max_body_size`.)
                    """);

    static final Key<Duration> REQUEST_HEAD_TIMEOUT =
            Key.defaulting(
                    "request_head_timeout",
                    Types.duration(Duration.ofMillis(100), Duration.ofHours(1)),
                    HttpLimits.DEFAULTS.headTimeout(),
                    Change.LIVE,
                    """
                    In `mode: http`, how long the head of a request may take from its first byte,
                    however slowly the others come; then the client gets 408. A client of HTTP/2
                    has as long for each header, and for beginning with HTTP/2 at all; then its
                    connection ends. (nginx: `client_header_timeout`; HAProxy: `timeout
                    http-request`.)
                    """);

    static final Key<Duration> KEEP_ALIVE_TIMEOUT =
            Key.optional(
                    "keep_alive_timeout",
                    Types.duration(Duration.ofMillis(100), Duration.ofHours(24)),
                    "`idle_timeout`",
                    Change.LIVE,
                    """
                    In `mode: http`, how long a connection without a request is kept. (nginx:
                    `keepalive_timeout`; HAProxy: `timeout http-keep-alive`.)
                    """);

    static final Key<Integer> MAX_REQUESTS_PER_CONNECTION =
            Key.optional(
                    "max_requests_per_connection",
                    Types.whole(1, MANY),
                    "any number",
                    Change.LIVE,
                    """
                    In `mode: http`, after how many requests a connection is closed, in order.
                    (nginx: `keepalive_requests`.)
                    """);

    static final Key<Duration> WEBSOCKET_IDLE_TIMEOUT =
            Key.optional(
                    "websocket_idle_timeout",
                    Types.duration(Duration.ofMillis(100), Duration.ofHours(24)),
                    "`idle_timeout`",
                    Change.LIVE,
                    """
                    In `mode: http`, how long a WebSocket may be silent in both directions; then it
                    is closed. (HAProxy: `timeout tunnel`.)
                    """);

    static final Key<Values> HTTP2 =
            Key.optional(
                    "http2",
                    new ValueType.Nested(Http2LimitKeys.SECTION),
                    "the defaults of its keys",
                    Change.LIVE,
                    """
                    In `mode: http`, what a client may do on a connection of HTTP/2. What is changed
                    holds for new connections.
                    """);

    static final List<Key<?>> ALL =
            List.of(
                    MAX_REQUEST_LINE,
                    MAX_HEADER_SIZE,
                    MAX_HEADER_FIELDS,
                    MAX_BODY_SIZE,
                    REQUEST_HEAD_TIMEOUT,
                    KEEP_ALIVE_TIMEOUT,
                    MAX_REQUESTS_PER_CONNECTION,
                    WEBSOCKET_IDLE_TIMEOUT,
                    HTTP2);

    private HttpLimitKeys() {}
}
