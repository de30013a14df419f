package io.sallyport.tls.message;

import io.sallyport.tls.codec.WireWriter;
import io.sallyport.tls.codepoint.HandshakeType;

/// NewSessionTicket of TLS 1.3 (RFC 9846, section 4.7.1).
public final class Tls13NewSessionTicket {

    private Tls13NewSessionTicket() {}

    /// Appends the message.
    ///
    /// @param lifetime seconds, at most seven days
    /// @param ageAdd random, what the client adds to the ticket's age before it tells it
    /// @param nonce what makes the ticket's key another than that of the connection's other tickets
    public static void write(
            WireWriter out, int lifetime, int ageAdd, byte[] nonce, byte[] ticket) {
        HandshakeMessage.write(
                out,
                HandshakeType.NEW_SESSION_TICKET,
                () -> {
                    writeUint32(out, lifetime);
                    writeUint32(out, ageAdd);
                    out.vector8(() -> out.opaque(nonce));
                    out.vector16(() -> out.opaque(ticket));
                    out.uint16(0);
                });
    }

    private static void writeUint32(WireWriter out, int value) {
        out.uint16(value >>> Short.SIZE).uint16(value & 0xffff);
    }
}
