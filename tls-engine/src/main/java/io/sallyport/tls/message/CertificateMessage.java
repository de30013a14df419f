package io.sallyport.tls.message;

import io.sallyport.tls.alert.PeerMisbehaved;
import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.codec.WireReader;
import io.sallyport.tls.codec.WireWriter;
import io.sallyport.tls.codepoint.ExtensionType;
import io.sallyport.tls.codepoint.HandshakeType;
import io.sallyport.tls.credential.CertificateChain;
import io.sallyport.tls.credential.OcspResponse;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Certificate (RFC 9846, section 4.5.1).
public final class CertificateMessage {

    private CertificateMessage() {}

    /// Appends the server's message: no request context, no extensions in the entries but the status of
    /// the first.
    ///
    /// @param ocspResponse for the first certificate, or null
    public static void write(
            WireWriter out, CertificateChain chain, @Nullable OcspResponse ocspResponse) {
        HandshakeMessage.write(
                out,
                HandshakeType.CERTIFICATE,
                () -> {
                    out.uint8(0);
                    out.vector24(() -> writeEntries(out, chain.encodings(), ocspResponse));
                });
    }

    /// The certificates of a client; empty if it has none for us.
    ///
    /// @param statusRequested whether the client was asked for the status of its certificates
    /// @throws TlsException if there is an extension that we did not ask for, or a context
    public static List<CertificateEntry> read(HandshakeMessage message, boolean statusRequested)
            throws TlsException {
        WireReader body = message.body();
        if (body.vector8(0, 0xff).remaining() > 0) {
            throw TlsException.misbehaved(PeerMisbehaved.SENT_UNKNOWN_CERTIFICATE_CONTEXT);
        }
        WireReader list = body.vector24(0, 0xffffff);
        body.finish();
        List<CertificateEntry> entries = new ArrayList<>();
        while (list.remaining() > 0) {
            entries.add(CertificateEntry.read(list, statusRequested));
        }
        return entries;
    }

    private static void writeEntries(
            WireWriter out, List<byte[]> certificates, @Nullable OcspResponse ocspResponse) {
        OcspResponse status = ocspResponse;
        for (byte[] certificate : certificates) {
            out.vector24(() -> out.opaque(certificate));
            if (status == null) {
                out.uint16(0);
            } else {
                OcspResponse response = status;
                out.vector16(() -> writeStatus(out, response));
                status = null;
            }
        }
    }

    private static void writeStatus(WireWriter out, OcspResponse ocspResponse) {
        out.uint16(ExtensionType.STATUS_REQUEST)
                .vector16(() -> CertificateStatus.writeBody(out, ocspResponse));
    }
}
