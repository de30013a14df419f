package io.sallyport.tls.message;

import io.sallyport.tls.codec.WireWriter;
import io.sallyport.tls.codepoint.HandshakeType;

/// NewSessionTicket of TLS 1.2 (RFC 5077, section 3.3).
public final class NewSessionTicket {

    private NewSessionTicket() {}

    /// Appends the message.
    ///
    /// @param lifetimeHint seconds
    public static void write(WireWriter out, int lifetimeHint, byte[] ticket) {
        HandshakeMessage.write(
                out,
                HandshakeType.NEW_SESSION_TICKET,
                () ->
                        out.uint16(lifetimeHint >>> Short.SIZE)
                                .uint16(lifetimeHint & 0xffff)
                                .vector16(() -> out.opaque(ticket)));
    }
}
