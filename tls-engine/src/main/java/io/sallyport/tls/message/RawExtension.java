package io.sallyport.tls.message;

import io.sallyport.tls.codec.WireReader;
import java.util.Arrays;

/// One extension as it came: its type, and where its data stands in the message.
///
/// @param message the whole handshake message; shared, not a copy
record RawExtension(int type, HandshakeMessage message, int offset, int length) {

    WireReader data() {
        return WireReader.of(message.bytes(), offset, length);
    }

    boolean sameAs(RawExtension other) {
        return type == other.type
                && Arrays.equals(
                        message.bytes(),
                        offset,
                        offset + length,
                        other.message.bytes(),
                        other.offset,
                        other.offset + other.length);
    }
}
