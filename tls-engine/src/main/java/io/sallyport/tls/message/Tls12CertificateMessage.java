package io.sallyport.tls.message;

import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.codec.WireReader;
import io.sallyport.tls.codec.WireWriter;
import io.sallyport.tls.codepoint.HandshakeType;
import java.util.ArrayList;
import java.util.List;

/// Certificate of TLS 1.2, ours and the client's (RFC 5246, sections 7.4.2 and 7.4.6).
public final class Tls12CertificateMessage {

    private Tls12CertificateMessage() {}

    /// Appends the message.
    ///
    /// @param certificates DER-encoded, the sender's own first
    public static void write(WireWriter out, List<byte[]> certificates) {
        HandshakeMessage.write(
                out,
                HandshakeType.CERTIFICATE,
                () ->
                        out.vector24(() ->
                                certificates.forEach(
                                        each -> out.vector24(() -> out.opaque(each)))));
    }

    /// The certificates of a client, DER-encoded; empty if it has none for us.
    public static List<byte[]> read(HandshakeMessage message) throws TlsException {
        WireReader body = message.body();
        WireReader list = body.vector24(0, 0xffffff);
        body.finish();
        List<byte[]> certificates = new ArrayList<>();
        while (list.remaining() > 0) {
            certificates.add(list.vector24(1, 0xffffff).rest());
        }
        return certificates;
    }
}
