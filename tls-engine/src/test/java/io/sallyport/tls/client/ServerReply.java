package io.sallyport.tls.client;

import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.codec.WireReader;
import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.message.HandshakeMessage;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/// A ServerHello or HelloRetryRequest as the client reads it (RFC 9846, sections 4.2.3 and 4.2.4).
public final class ServerReply {
    private static final byte[] RETRY =
            HexFormat.of()
                    .parseHex("cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c");

    private final byte[] message;
    private final int legacyVersion;
    private final byte[] random;
    private final byte[] sessionId;
    private final CipherSuite suite;
    private final int compressionMethod;
    private final Map<Integer, byte[]> extensions;

    private ServerReply(HandshakeMessage message) throws TlsException {
        this.message = message.bytes();
        WireReader body = message.body();
        legacyVersion = body.uint16();
        random = body.opaque(32);
        sessionId = body.vector8(0, 32).rest();
        suite = Objects.requireNonNull(CipherSuite.find(body.uint16()));
        compressionMethod = body.uint8();
        extensions = extensions(body.vector16(5, 0xffff));
        body.finish();
    }

    public static ServerReply read(HandshakeMessage message) throws TlsException {
        return new ServerReply(message);
    }

    /// The extensions of a block, in their order.
    static Map<Integer, byte[]> extensions(WireReader block) throws TlsException {
        Map<Integer, byte[]> extensions = new LinkedHashMap<>();
        while (block.remaining() > 0) {
            int type = block.uint16();
            byte[] before = extensions.put(type, block.vector16(0, 0xffff).rest());
            if (before != null) {
                throw new AssertionError("extension twice: " + type);
            }
        }
        return extensions;
    }

    /// Header and body.
    public byte[] message() {
        return message;
    }

    public boolean isRetry() {
        return Arrays.compare(random, RETRY) == 0;
    }

    public int legacyVersion() {
        return legacyVersion;
    }

    public byte[] random() {
        return random;
    }

    public byte[] sessionId() {
        return sessionId;
    }

    public CipherSuite suite() {
        return suite;
    }

    public int compressionMethod() {
        return compressionMethod;
    }

    public Map<Integer, byte[]> extensions() {
        return extensions;
    }
}
