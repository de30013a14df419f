package io.sallyport.tls.message;

import io.sallyport.tls.alert.InvalidMessage;
import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.codec.WireReader;
import io.sallyport.tls.codec.WireWriter;
import io.sallyport.tls.codepoint.HandshakeType;

/// Finished (RFC 9846, section 4.5.3).
public final class Finished {

    private Finished() {}

    /// Appends the message.
    public static void write(WireWriter out, byte[] verifyData) {
        HandshakeMessage.write(out, HandshakeType.FINISHED, () -> out.opaque(verifyData));
    }

    /// The verify_data of a received message.
    ///
    /// @param length the hash's length in bytes
    /// @throws TlsException `VECTOR_LENGTH_OUT_OF_RANGE` if the body is not just that long
    public static byte[] read(HandshakeMessage message, int length) throws TlsException {
        WireReader body = message.body();
        if (body.remaining() != length) {
            throw TlsException.malformed(InvalidMessage.VECTOR_LENGTH_OUT_OF_RANGE);
        }
        return body.rest();
    }
}
