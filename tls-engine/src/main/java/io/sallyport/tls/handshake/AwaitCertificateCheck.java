package io.sallyport.tls.handshake;

import io.sallyport.tls.alert.ClientCertificateRefusal;
import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.alert.TlsFailure;
import io.sallyport.tls.codepoint.ProtocolVersion;
import io.sallyport.tls.credential.CertificateChain;
import io.sallyport.tls.event.HandshakePhase;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/// A pause: the caller checks the client's certificates. Those of a resumed session are checked again,
/// because they may have expired or been revoked since.
public final class AwaitCertificateCheck implements HandshakeState {
    private final CertificateChain chain;
    private final Way way;

    /// How it goes on.
    public interface Way {

        HandshakeState accepted(CheckedCertificates certificates) throws TlsException;

        /// @throws TlsException `ClientCertificateRefused` if it cannot go on
        HandshakeState refused(ClientCertificateRefusal why) throws TlsException;

        /// Forgets the secrets of a handshake that will not go on.
        void abandon();
    }

    private AwaitCertificateCheck(CertificateChain chain, Way way) {
        this.chain = chain;
        this.way = way;
    }

    /// @param certificates DER-encoded, the client's own first
    /// @throws TlsException `ClientCertificateRefused` if one cannot be read
    public static HandshakeState of(ProtocolVersion version, List<byte[]> certificates, Way way)
            throws TlsException {
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            List<X509Certificate> parsed = new ArrayList<>();
            for (byte[] each : certificates) {
                parsed.add(
                        (X509Certificate)
                                factory.generateCertificate(new ByteArrayInputStream(each)));
            }
            return new AwaitCertificateCheck(CertificateChain.of(parsed), way);
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            throw refusal(ClientCertificateRefusal.INVALID, version);
        }
    }

    /// The failure of a client whose certificates are refused.
    public static TlsException refusal(ClientCertificateRefusal why, ProtocolVersion version) {
        return new TlsException(new TlsFailure.ClientCertificateRefused(why, version));
    }

    @Override
    public HandshakePhase phase() {
        return HandshakePhase.CERTIFICATE_CHECK;
    }

    /// What is to be checked.
    public CertificateChain chain() {
        return chain;
    }

    /// Goes on: the certificates are good, and so is whom they name.
    public HandshakeState accepted() throws TlsException {
        return way.accepted(new CheckedCertificates(chain));
    }

    /// Goes on without these certificates, if it can.
    ///
    /// @throws TlsException `ClientCertificateRefused` if it cannot
    public HandshakeState refused(ClientCertificateRefusal why) throws TlsException {
        return way.refused(why);
    }

    @Override
    public void abandon() {
        way.abandon();
    }
}
