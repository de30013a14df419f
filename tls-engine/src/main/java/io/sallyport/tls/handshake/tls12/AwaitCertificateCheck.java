package io.sallyport.tls.handshake.tls12;

import io.sallyport.tls.alert.ClientCertificateRefusal;
import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.alert.TlsFailure;
import io.sallyport.tls.credential.CertificateChain;
import io.sallyport.tls.crypto.EphemeralKey;
import io.sallyport.tls.event.HandshakePhase;
import io.sallyport.tls.handshake.HandshakeState;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A pause: the caller checks the client's certificates. Those of a resumed session are checked again,
/// because they may have expired or been revoked since.
public final class AwaitCertificateCheck implements HandshakeState {
    private final CertificateChain chain;
    private final Way way;

    /// How it goes on.
    private interface Way {
        HandshakeState accepted(CheckedCertificates certificates) throws TlsException;

        HandshakeState refused(ClientCertificateRefusal why) throws TlsException;

        void abandon();
    }

    private AwaitCertificateCheck(CertificateChain chain, Way way) {
        this.chain = chain;
        this.way = way;
    }

    /// For certificates that have just come.
    ///
    /// @throws TlsException `ClientCertificateRefused` if one cannot be read
    static HandshakeState ofNewSession(
            Tls12Context context, @Nullable EphemeralKey ours, List<byte[]> certificates)
            throws TlsException {
        return new AwaitCertificateCheck(
                parse(certificates),
                new Way() {
                    @Override
                    public HandshakeState accepted(CheckedCertificates checked) {
                        return new ExpectClientKeyExchange(context, ours, checked);
                    }

                    @Override
                    public HandshakeState refused(ClientCertificateRefusal why)
                            throws TlsException {
                        throw refusal(why);
                    }

                    @Override
                    public void abandon() {}
                });
    }

    /// For those of an earlier session.
    ///
    /// @throws TlsException `ClientCertificateRefused` if one cannot be read
    static HandshakeState ofResumedSession(ResumedFlight flight, List<byte[]> certificates)
            throws TlsException {
        return new AwaitCertificateCheck(
                parse(certificates),
                new Way() {
                    @Override
                    public HandshakeState accepted(CheckedCertificates checked) {
                        return flight.send();
                    }

                    @Override
                    public HandshakeState refused(ClientCertificateRefusal why) {
                        return flight.fallBack();
                    }

                    @Override
                    public void abandon() {
                        flight.abandon();
                    }
                });
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

    private static CertificateChain parse(List<byte[]> encoded) throws TlsException {
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            List<X509Certificate> certificates = new ArrayList<>();
            for (byte[] each : encoded) {
                certificates.add(
                        (X509Certificate)
                                factory.generateCertificate(new ByteArrayInputStream(each)));
            }
            return CertificateChain.of(certificates);
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            throw refusal(ClientCertificateRefusal.INVALID);
        }
    }

    private static TlsException refusal(ClientCertificateRefusal why) {
        return new TlsException(new TlsFailure.ClientCertificateRefused(why));
    }
}
