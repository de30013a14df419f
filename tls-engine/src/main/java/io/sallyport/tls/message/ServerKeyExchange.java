package io.sallyport.tls.message;

import io.sallyport.tls.codec.WireWriter;
import io.sallyport.tls.codepoint.HandshakeType;
import io.sallyport.tls.codepoint.NamedGroup;
import io.sallyport.tls.codepoint.SignatureScheme;
import io.sallyport.tls.crypto.FiniteField;

/// ServerKeyExchange: our share of an ephemeral Diffie-Hellman exchange, signed (RFC 5246, section 7.4.3;
/// RFC 8422, section 5.4).
public final class ServerKeyExchange {
    private static final int NAMED_CURVE = 3;
    private static final int TYPICAL_LENGTH = 160;

    private ServerKeyExchange() {}

    /// The parameters, as they stand in the message and under the signature.
    ///
    /// @param share our public value in the group
    public static byte[] parameters(NamedGroup group, byte[] share) {
        WireWriter out = new WireWriter(TYPICAL_LENGTH);
        if (group.kind() == NamedGroup.Kind.FFDHE) {
            FiniteField field = FiniteField.of(group);
            out.vector16(() -> out.opaque(field.encode(field.prime())));
            out.vector16(() -> out.opaque(FiniteField.GENERATOR.toByteArray()));
            out.vector16(() -> out.opaque(share));
        } else {
            out.uint8(NAMED_CURVE).uint16(group).vector8(() -> out.opaque(share));
        }
        return out.toByteArray();
    }

    /// Appends the message.
    public static void write(
            WireWriter out, byte[] parameters, SignatureScheme scheme, byte[] signature) {
        HandshakeMessage.write(
                out,
                HandshakeType.SERVER_KEY_EXCHANGE,
                () -> out.opaque(parameters).uint16(scheme).vector16(() -> out.opaque(signature)));
    }
}
