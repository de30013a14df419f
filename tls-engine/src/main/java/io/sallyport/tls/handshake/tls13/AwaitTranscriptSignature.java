package io.sallyport.tls.handshake.tls13;

import io.sallyport.tls.codec.WireWriter;
import io.sallyport.tls.codepoint.SignatureScheme;
import io.sallyport.tls.crypto.SigningKey;
import io.sallyport.tls.handshake.AwaitSignature;
import io.sallyport.tls.handshake.HandshakeState;
import io.sallyport.tls.message.CertificateVerify;

/// The private key is at work on CertificateVerify (RFC 9846, section 4.5.2).
public final class AwaitTranscriptSignature implements AwaitSignature {
    private final Tls13Context context;
    private final SigningKey key;
    private final SignatureScheme scheme;
    private final byte[] content;

    /// @param context up to the Certificate
    /// @param content what is to be signed
    AwaitTranscriptSignature(
            Tls13Context context, SigningKey key, SignatureScheme scheme, byte[] content) {
        this.context = context;
        this.key = key;
        this.scheme = scheme;
        this.content = content;
    }

    @Override
    public SigningKey key() {
        return key;
    }

    @Override
    public SignatureScheme scheme() {
        return scheme;
    }

    @Override
    public byte[] content() {
        return content;
    }

    /// Sends the rest of the flight: CertificateVerify and Finished.
    @Override
    public HandshakeState signed(byte[] signature) {
        WireWriter flight = context.flight();
        int start = flight.length();
        CertificateVerify.write(flight, scheme, signature);
        context.transcript().add(flight.array(), start, flight.length() - start);
        return context.sendFinished();
    }

    @Override
    public void abandon() {
        context.secrets().handshake().close();
    }
}
