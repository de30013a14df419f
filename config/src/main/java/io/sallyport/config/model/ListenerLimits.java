package io.sallyport.config.model;

/// What one listener spends on its clients at most.
///
/// @param maxConnections open at once; further ones are closed at once
/// @param maxHandshakes under way at once; further connections are closed at once
/// @param maxClientHelloSize of the handshake message; a larger one is refused
/// @param bufferPerDirection bytes that wait for a slow reader before the proxy stops reading from
///   the other side; each connection has two directions
/// @param http what a client may send in `mode: http`
/// @param rates how often the clients of one network may come
public record ListenerLimits(
        int maxConnections,
        int maxHandshakes,
        ByteSize maxClientHelloSize,
        ByteSize bufferPerDirection,
        HttpLimits http,
        ClientRates rates) {

    /// For listeners that say nothing.
    public static final ListenerLimits DEFAULTS =
            new ListenerLimits(
                    10_000,
                    4_000,
                    ByteSize.ofKibibytes(16),
                    ByteSize.ofKibibytes(64),
                    HttpLimits.DEFAULTS,
                    ClientRates.DEFAULTS);

    public ListenerLimits {
        requirePositive("maxConnections", maxConnections);
        requirePositive("maxHandshakes", maxHandshakes);
        requirePositive("maxClientHelloSize", maxClientHelloSize.bytes());
        requirePositive("bufferPerDirection", bufferPerDirection.bytes());
    }

    /// The same with another number of connections.
    public ListenerLimits withMaxConnections(int number) {
        return new ListenerLimits(
                number, maxHandshakes, maxClientHelloSize, bufferPerDirection, http, rates);
    }

    /// The same with another number of handshakes.
    public ListenerLimits withMaxHandshakes(int number) {
        return new ListenerLimits(
                maxConnections, number, maxClientHelloSize, bufferPerDirection, http, rates);
    }

    /// The same with another size of ClientHello.
    public ListenerLimits withMaxClientHelloSize(ByteSize size) {
        return new ListenerLimits(
                maxConnections, maxHandshakes, size, bufferPerDirection, http, rates);
    }

    /// The same with another bound on what waits for a slow reader.
    public ListenerLimits withBufferPerDirection(ByteSize size) {
        return new ListenerLimits(
                maxConnections, maxHandshakes, maxClientHelloSize, size, http, rates);
    }

    /// The same with other limits on requests.
    public ListenerLimits withHttp(HttpLimits other) {
        return new ListenerLimits(
                maxConnections,
                maxHandshakes,
                maxClientHelloSize,
                bufferPerDirection,
                other,
                rates);
    }

    /// The same with other rates.
    public ListenerLimits withRates(ClientRates other) {
        return new ListenerLimits(
                maxConnections, maxHandshakes, maxClientHelloSize, bufferPerDirection, http, other);
    }

    private static void requirePositive(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " of " + value + "; must be at least 1");
        }
    }
}
