package io.sallyport.tls.resumption;

import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.codec.WireReader;
import io.sallyport.tls.codec.WireWriter;
import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.codepoint.ProtocolVersion;
import io.sallyport.tls.crypto.Secret;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What has to be known of a session to resume it: the content of tickets and of the session cache.
///
/// @param version the protocol's
/// @param secret the master secret of TLS 1.2, the ticket's key in TLS 1.3; whoever has the state closes
///     it
/// @param extendedMasterSecret whether the secret is bound to its handshake (RFC 7627), as it always is in
///     TLS 1.3
/// @param establishedAt seconds since 1970, of the full handshake
/// @param serverName what the client asked for, or null
/// @param applicationProtocol chosen by ALPN, or null; in TLS 1.2 it is no part of a session (RFC 7301,
///     section 3.1), and null
/// @param terms of the ticket that holds it
/// @param clientCertificates what the client authenticated itself by, DER-encoded, its own certificate
///     first; empty if it did not
public record SessionState(
        ProtocolVersion version,
        CipherSuite suite,
        Secret secret,
        boolean extendedMasterSecret,
        long establishedAt,
        @Nullable String serverName,
        @Nullable String applicationProtocol,
        TicketTerms terms,
        List<byte[]> clientCertificates) {

    /// The layout of [#encoded]. Whoever changes it takes the next number, and old states are misses.
    private static final int FORMAT = 3;

    private static final int TYPICAL_LENGTH = 128;

    public SessionState {
        clientCertificates = List.copyOf(clientCertificates);
    }

    /// The state in bytes, the secret among them.
    public byte[] encoded() {
        WireWriter out = new WireWriter(TYPICAL_LENGTH);
        out.uint8(FORMAT).uint16(version).uint16(suite);
        out.uint8(extendedMasterSecret ? 1 : 0);
        writeUint48(out, establishedAt);
        out.vector8(() -> out.opaque(secret.bytes()));
        writeText(out, serverName);
        writeText(out, applicationProtocol);
        writeUint48(out, terms.issuedAt());
        writeUint32(out, terms.ageAdd());
        writeUint32(out, terms.maximumEarlyData());
        out.vector24(
                () -> clientCertificates.forEach(each -> out.vector24(() -> out.opaque(each))));
        return out.toByteArray();
    }

    private static void writeUint48(WireWriter out, long value) {
        out.uint24((int) (value >>> 24)).uint24((int) (value & 0xffffff));
    }

    private static long readUint48(WireReader in) throws TlsException {
        return (long) in.uint24() << 24 | in.uint24();
    }

    private static void writeUint32(WireWriter out, int value) {
        out.uint16(value >>> Short.SIZE).uint16(value & 0xffff);
    }

    private static TicketTerms readTerms(WireReader in) throws TlsException {
        return new TicketTerms(readUint48(in), (int) in.uint32(), (int) in.uint32());
    }

    /// Names are not empty, and so nothing stands for null.
    private static void writeText(WireWriter out, @Nullable String text) {
        out.vector8(() -> {
            if (text != null) {
                out.opaque(text.getBytes(StandardCharsets.ISO_8859_1));
            }
        });
    }

    private static @Nullable String readText(WireReader in) throws TlsException {
        byte[] text = in.vector8(0, 0xff).rest();
        return text.length == 0 ? null : new String(text, StandardCharsets.ISO_8859_1);
    }

    /// Reads what [#encoded] wrote.
    ///
    /// @return nothing if it is of another format
    public static Optional<SessionState> decode(byte[] encoded) {
        try {
            return Optional.ofNullable(read(WireReader.of(encoded)));
        } catch (TlsException _) {
            return Optional.empty();
        }
    }

    private static @Nullable SessionState read(WireReader in) throws TlsException {
        if (in.uint8() != FORMAT) {
            return null;
        }
        ProtocolVersion version = ProtocolVersion.find(in.uint16());
        CipherSuite suite = CipherSuite.find(in.uint16());
        boolean extended = in.uint8() == 1;
        long establishedAt = readUint48(in);
        byte[] secret = in.vector8(1, 0xff).rest();
        String serverName = readText(in);
        String applicationProtocol = readText(in);
        TicketTerms terms = readTerms(in);
        WireReader list = in.vector24(0, 0xffffff);
        List<byte[]> certificates = new ArrayList<>();
        while (list.remaining() > 0) {
            certificates.add(list.vector24(1, 0xffffff).rest());
        }
        in.finish();
        return version == null || suite == null
                ? null
                : new SessionState(
                        version,
                        suite,
                        Secret.owning(secret),
                        extended,
                        establishedAt,
                        serverName,
                        applicationProtocol,
                        terms,
                        certificates);
    }
}
