package io.sallyport.config.keys;

import io.sallyport.config.model.ByteSize;
import io.sallyport.config.model.ListenerLimits;
import io.sallyport.config.schema.Change;
import io.sallyport.config.schema.Key;
import io.sallyport.config.schema.Section;
import io.sallyport.config.schema.Types;
import java.util.List;
import java.util.stream.Stream;

/// Keys under `listeners.NAME.limits`.
final class LimitKeys {
    private static final int MANY = 10_000_000;

    static final Key<Integer> MAX_CONNECTIONS =
            Key.defaulting(
                    "max_connections",
                    Types.whole(1, MANY),
                    ListenerLimits.DEFAULTS.maxConnections(),
                    Change.LIVE,
                    """
                    How many connections may be open at once; further ones are closed as soon as
                    they are accepted. Each needs two file descriptors, one for the client and one
                    for the backend: the default fits a limit of 20,000 of them.
                    """);

    static final Key<Integer> MAX_HANDSHAKES =
            Key.defaulting(
                    "max_handshakes",
                    Types.whole(1, MANY),
                    ListenerLimits.DEFAULTS.maxHandshakes(),
                    Change.LIVE,
                    """
                    How many TLS handshakes may be under way at once; further connections are
                    closed. Handshakes are what costs memory and processor time before anybody is
                    known; with the default `handshake_timeout` the default lets 400 silent
                    clients a second come and go without shutting others out.
                    """);

    static final Key<ByteSize> MAX_CLIENT_HELLO_SIZE =
            Key.defaulting(
                    "max_client_hello_size",
                    Types.size(ByteSize.ofKibibytes(1), ByteSize.ofKibibytes(128)),
                    ListenerLimits.DEFAULTS.maxClientHelloSize(),
                    Change.LIVE,
                    """
                    The largest ClientHello that is read; a larger one is refused. Browsers with
                    post-quantum key shares send about 2 KiB, tickets add some hundred bytes
                    each.
                    """);

    static final Key<ByteSize> BUFFER_PER_DIRECTION =
            Key.defaulting(
                    "buffer_per_direction",
                    Types.size(ByteSize.ofKibibytes(16), ByteSize.ofMebibytes(16)),
                    ListenerLimits.DEFAULTS.bufferPerDirection(),
                    Change.LIVE,
                    """
                    How many bytes may wait for a slow reader before the program stops reading from
                    the other side. Every connection has two directions. Larger buffers help on
                    fast lines with long round trips; at worst they all fill, so
                    `max_connections` times twice this size bounds the memory.
                    """);

    static final Section SECTION =
            Section.of(
                    Stream.of(
                                    List.<Key<?>>of(
                                            MAX_CONNECTIONS,
                                            MAX_HANDSHAKES,
                                            MAX_CLIENT_HELLO_SIZE,
                                            BUFFER_PER_DIRECTION),
                                    HttpLimitKeys.ALL,
                                    RateKeys.ALL)
                            .<Key<?>>flatMap(List::stream)
                            .toList());

    private LimitKeys() {}
}
