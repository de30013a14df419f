package io.sallyport.tls.keys;

import java.util.Arrays;

/// The random values of both hellos, which go into the keys of TLS 1.2 (RFC 5246, section 8.1).
public final class Randoms {
    private final byte[] client;
    private final byte[] server;

    /// 32 bytes each, not copied.
    public Randoms(byte[] client, byte[] server) {
        this.client = client;
        this.server = server;
    }

    /// Not a copy.
    public byte[] server() {
        return server;
    }

    /// Both, the client's first.
    public byte[] clientFirst() {
        return join(client, server);
    }

    /// Both, the server's first.
    public byte[] serverFirst() {
        return join(server, client);
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }
}
