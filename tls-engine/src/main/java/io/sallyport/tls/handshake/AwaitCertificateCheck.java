package io.sallyport.tls.handshake;

import io.sallyport.tls.alert.ClientCertificateRefusal;
import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.alert.TlsFailure;
import io.sallyport.tls.codepoint.ProtocolVersion;
import io.sallyport.tls.credential.CertificateChain;
import io.sallyport.tls.credential.ClientCertificates;
import io.sallyport.tls.credential.OcspResponse;
import io.sallyport.tls.event.HandshakePhase;
import io.sallyport.tls.message.CertificateEntry;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// A pause: the caller checks the client's certificates. Those of a resumed session are checked again,
/// because they may have expired or been revoked since.
public final class AwaitCertificateCheck implements HandshakeState {
    private final ClientCertificates certificates;
    private final Way way;

    /// How it goes on.
    public interface Way {

        HandshakeState accepted(CheckedCertificates certificates) throws TlsException;

        /// @throws TlsException `ClientCertificateRefused` if it cannot go on
        HandshakeState refused(ClientCertificateRefusal why) throws TlsException;

        /// Forgets the secrets of a handshake that will not go on.
        void abandon();
    }

    private AwaitCertificateCheck(ClientCertificates certificates, Way way) {
        this.certificates = certificates;
        this.way = way;
    }

    /// @param certificates DER-encoded, the client's own first
    /// @throws TlsException `ClientCertificateRefused` if one cannot be read
    public static HandshakeState of(ProtocolVersion version, List<byte[]> certificates, Way way)
            throws TlsException {
        CertificateChain chain = read(version, certificates);
        return new AwaitCertificateCheck(
                new ClientCertificates(chain, nothingStapled(chain), false), way);
    }

    /// The same with what the client stapled to them.
    public static HandshakeState ofEntries(
            ProtocolVersion version, List<CertificateEntry> entries, Way way) throws TlsException {
        CertificateChain chain =
                read(version, entries.stream().map(CertificateEntry::certificate).toList());
        return new AwaitCertificateCheck(
                new ClientCertificates(
                        chain,
                        entries.stream().map(CertificateEntry::ocspResponse).toList(),
                        false),
                way);
    }

    /// The same for those of a session that is to be resumed.
    public static HandshakeState ofSession(
            ProtocolVersion version, List<byte[]> certificates, Way way) throws TlsException {
        CertificateChain chain = read(version, certificates);
        return new AwaitCertificateCheck(
                new ClientCertificates(chain, nothingStapled(chain), true), way);
    }

    private static CertificateChain read(ProtocolVersion version, List<byte[]> certificates)
            throws TlsException {
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            List<X509Certificate> parsed = new ArrayList<>();
            for (byte[] each : certificates) {
                parsed.add(
                        (X509Certificate)
                                factory.generateCertificate(new ByteArrayInputStream(each)));
            }
            return CertificateChain.of(parsed);
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            throw refusal(ClientCertificateRefusal.INVALID, version);
        }
    }

    private static List<Optional<OcspResponse>> nothingStapled(CertificateChain chain) {
        return Collections.nCopies(chain.certificates().size(), Optional.empty());
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
    public ClientCertificates certificates() {
        return certificates;
    }

    /// Goes on: the certificates are good, and so is whom they name.
    public HandshakeState accepted() throws TlsException {
        return way.accepted(new CheckedCertificates(certificates.chain()));
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
