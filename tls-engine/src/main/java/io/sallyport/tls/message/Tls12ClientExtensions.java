package io.sallyport.tls.message;

import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.codec.WireReader;
import io.sallyport.tls.codepoint.CodePoints;
import io.sallyport.tls.codepoint.ExtensionType;
import org.jspecify.annotations.Nullable;

/// The extensions of a ClientHello that mean something in TLS 1.2 only.
public final class Tls12ClientExtensions {
    private final boolean extendedMasterSecret;
    private final byte @Nullable [] renegotiatedConnection;
    private final byte @Nullable [] sessionTicket;
    private final @Nullable CodePoints pointFormats;

    private Tls12ClientExtensions(
            boolean extendedMasterSecret,
            byte @Nullable [] renegotiatedConnection,
            byte @Nullable [] sessionTicket,
            @Nullable CodePoints pointFormats) {
        this.extendedMasterSecret = extendedMasterSecret;
        this.renegotiatedConnection = renegotiatedConnection;
        this.sessionTicket = sessionTicket;
        this.pointFormats = pointFormats;
    }

    /// @throws TlsException if the syntax is wrong
    public static Tls12ClientExtensions read(ClientExtensions extensions) throws TlsException {
        WireReader master = extensions.data(ExtensionType.EXTENDED_MASTER_SECRET);
        if (master != null) {
            master.finish();
        }
        WireReader ticket = extensions.data(ExtensionType.SESSION_TICKET);
        return new Tls12ClientExtensions(
                master != null,
                renegotiatedConnection(extensions.data(ExtensionType.RENEGOTIATION_INFO)),
                ticket == null ? null : ticket.rest(),
                pointFormats(extensions.data(ExtensionType.EC_POINT_FORMATS)));
    }

    /// Whether an extended master secret is offered (RFC 7627, section 5.1).
    public boolean extendedMasterSecret() {
        return extendedMasterSecret;
    }

    /// What `renegotiation_info` holds, or null (RFC 5746, section 3.2). Not a copy.
    public byte @Nullable [] renegotiatedConnection() {
        return renegotiatedConnection;
    }

    /// The ticket, empty to ask for one, or null (RFC 5077, section 3.2). Not a copy.
    public byte @Nullable [] sessionTicket() {
        return sessionTicket;
    }

    /// Those of `ec_point_formats`, or null (RFC 8422, section 5.1.2).
    public @Nullable CodePoints pointFormats() {
        return pointFormats;
    }

    private static byte @Nullable [] renegotiatedConnection(@Nullable WireReader data)
            throws TlsException {
        if (data == null) {
            return null;
        }
        byte[] value = data.vector8(0, 0xff).rest();
        data.finish();
        return value;
    }

    private static @Nullable CodePoints pointFormats(@Nullable WireReader data)
            throws TlsException {
        if (data == null) {
            return null;
        }
        CodePoints formats = data.vector8(1, 0xff).codePoints8();
        data.finish();
        return formats;
    }
}
