package io.sallyport.tls.message;

import io.sallyport.tls.alert.InvalidMessage;
import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.codec.WireReader;
import io.sallyport.tls.codec.WireWriter;
import io.sallyport.tls.codepoint.HandshakeType;
import org.jspecify.annotations.Nullable;

/// A whole handshake message, its body not yet read (RFC 9846, section 4).
///
/// The bytes are kept as they came, because the transcript hash is over them.
public final class HandshakeMessage {
    /// Bytes of type and length before the body.
    public static final int HEADER_LENGTH = 4;

    private final byte[] bytes;

    private HandshakeMessage(byte[] bytes) {
        this.bytes = bytes;
    }

    /// Takes over an array that holds header and body and nothing else.
    ///
    /// @throws TlsException `TRUNCATED` or `TRAILING_BYTES` if the header's length is not the body's
    public static HandshakeMessage owning(byte[] bytes) throws TlsException {
        WireReader reader = WireReader.of(bytes);
        reader.skip(1);
        if (reader.uint24() != reader.remaining()) {
            throw TlsException.malformed(
                    bytes.length < HEADER_LENGTH
                            ? InvalidMessage.TRUNCATED
                            : InvalidMessage.TRAILING_BYTES);
        }
        return new HandshakeMessage(bytes);
    }

    /// Appends a message: its type, its length, and what `body` writes.
    ///
    /// @return where the message starts in `out`
    public static int write(WireWriter out, HandshakeType type, Runnable body) {
        int start = out.length();
        out.uint8(type.code()).vector24(body);
        return start;
    }

    /// Bytes of the message that starts at `offset`, header included.
    public static int length(byte[] messages, int offset) {
        return HEADER_LENGTH
                + ((messages[offset + 1] & 0xff) << 16
                        | (messages[offset + 2] & 0xff) << 8
                        | messages[offset + 3] & 0xff);
    }

    /// The type's number, registered or not.
    public int typeCode() {
        return bytes[0] & 0xff;
    }

    /// The type, or null if it is unknown.
    public @Nullable HandshakeType type() {
        return HandshakeType.find(typeCode());
    }

    /// The type in words, for failures.
    public String label() {
        return label(typeCode());
    }

    /// A type in words, registered or not.
    public static String label(int typeCode) {
        HandshakeType type = HandshakeType.find(typeCode);
        return type == null ? "handshake type " + typeCode : type.label();
    }

    /// Header and body. Not a copy.
    public byte[] bytes() {
        return bytes;
    }

    /// A reader of the body.
    public WireReader body() {
        return WireReader.of(bytes, HEADER_LENGTH, bytes.length - HEADER_LENGTH);
    }
}
