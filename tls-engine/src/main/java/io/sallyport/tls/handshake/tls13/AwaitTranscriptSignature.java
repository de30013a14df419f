package io.sallyport.tls.handshake.tls13;

import io.sallyport.tls.codec.WireWriter;
import io.sallyport.tls.codepoint.SignatureScheme;
import io.sallyport.tls.crypto.SigningKey;
import io.sallyport.tls.event.NegotiatedSession;
import io.sallyport.tls.handshake.AwaitSignature;
import io.sallyport.tls.handshake.Handshake;
import io.sallyport.tls.handshake.HandshakeState;
import io.sallyport.tls.keys.ApplicationSecrets;
import io.sallyport.tls.keys.Transcript;
import io.sallyport.tls.message.CertificateVerify;
import io.sallyport.tls.message.Finished;

/// The private key is at work on CertificateVerify (RFC 9846, section 4.5.2).
public final class AwaitTranscriptSignature implements AwaitSignature {
    private final Handshake handshake;
    private final NegotiatedSession session;
    private final SigningKey key;
    private final SignatureScheme scheme;
    private final byte[] content;
    private final ServerSecrets secrets;
    private final Transcript transcript;
    private final WireWriter flight;

    /// @param content what is to be signed
    /// @param transcript up to the Certificate
    /// @param flight what is written of the flight under protection, not yet sent
    AwaitTranscriptSignature(
            Handshake handshake,
            NegotiatedSession session,
            SigningKey key,
            SignatureScheme scheme,
            byte[] content,
            ServerSecrets secrets,
            Transcript transcript,
            WireWriter flight) {
        this.handshake = handshake;
        this.session = session;
        this.key = key;
        this.scheme = scheme;
        this.content = content;
        this.secrets = secrets;
        this.transcript = transcript;
        this.flight = flight;
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
        int start = flight.length();
        CertificateVerify.write(flight, scheme, signature);
        transcript.add(flight.array(), start, flight.length() - start);

        start = flight.length();
        Finished.write(flight, secrets.handshake().server().verifyData(transcript.hash()));
        transcript.add(flight.array(), start, flight.length() - start);
        handshake.send(flight.array(), 0, flight.length());

        byte[] transcriptHash = transcript.hash();
        ApplicationSecrets application = secrets.application(transcriptHash);
        handshake.protectOutbound(application.server());
        return new ExpectFinished(handshake, session, secrets, application, transcriptHash);
    }

    @Override
    public void abandon() {
        secrets.handshake().close();
    }
}
