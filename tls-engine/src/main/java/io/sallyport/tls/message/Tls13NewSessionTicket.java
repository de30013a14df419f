package io.sallyport.tls.message;

import io.sallyport.tls.codec.WireWriter;
import io.sallyport.tls.codepoint.ExtensionType;
import io.sallyport.tls.codepoint.HandshakeType;

/// NewSessionTicket of TLS 1.3 (RFC 9846, section 4.7.1).
public final class Tls13NewSessionTicket {

    private Tls13NewSessionTicket() {}

    /// Appends the message.
    ///
    /// @param lifetime seconds, at most seven days
    /// @param ageAdd random, what the client adds to the ticket's age before it tells it
    /// @param maximumEarlyData bytes of early data that it allows; 0 if it allows none
    /// @param nonce what makes the ticket's key another than that of the connection's other tickets
    public static void write(
            WireWriter out,
            int lifetime,
            int ageAdd,
            int maximumEarlyData,
            byte[] nonce,
            byte[] ticket) {
        HandshakeMessage.write(
                out,
                HandshakeType.NEW_SESSION_TICKET,
                () -> {
                    writeUint32(out, lifetime);
                    writeUint32(out, ageAdd);
                    out.vector8(() -> out.opaque(nonce));
                    out.vector16(() -> out.opaque(ticket));
                    out.vector16(() -> {
                        if (maximumEarlyData > 0) {
                            out.uint16(ExtensionType.EARLY_DATA).uint16(Integer.BYTES);
                            writeUint32(out, maximumEarlyData);
                        }
                    });
                });
    }

    private static void writeUint32(WireWriter out, int value) {
        out.uint16(value >>> Short.SIZE).uint16(value & 0xffff);
    }
}
