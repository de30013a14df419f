package io.sallyport.tls.handshake;

import io.sallyport.tls.alert.ClientCertificateRefusal;
import io.sallyport.tls.alert.PeerMisbehaved;
import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.codepoint.KeyType;
import io.sallyport.tls.codepoint.ProtocolVersion;
import io.sallyport.tls.codepoint.SignatureScheme;
import io.sallyport.tls.credential.CertificateChain;
import io.sallyport.tls.crypto.CryptoProvider;
import io.sallyport.tls.crypto.KeyTypes;
import io.sallyport.tls.message.CertificateVerify;
import java.security.InvalidKeyException;
import java.security.PublicKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Evidence that the client has the key of good certificates. Only [#proved] makes it.
public final class AuthenticatedClient {
    private final CertificateChain chain;

    private AuthenticatedClient(CertificateChain chain) {
        this.chain = chain;
    }

    public CertificateChain chain() {
        return chain;
    }

    /// Verifies a client's proof.
    ///
    /// @param proof as it came
    /// @param content what it has to be over
    /// @param requested the schemes that CertificateRequest listed
    /// @throws TlsException if it is by a scheme that was not asked for, or by another key
    public static AuthenticatedClient proved(
            CryptoProvider crypto,
            ProtocolVersion version,
            CheckedCertificates certificates,
            CertificateVerify proof,
            byte[] content,
            List<SignatureScheme> requested)
            throws TlsException {
        PublicKey key = certificates.chain().endEntity().getPublicKey();
        try {
            SignatureScheme scheme = scheme(proof.scheme(), version, requested, KeyTypes.of(key));
            if (!crypto.verify(scheme, key, content, proof.signature())) {
                throw TlsException.misbehaved(PeerMisbehaved.SENT_INCORRECT_CERTIFICATE_VERIFY);
            }
            return new AuthenticatedClient(certificates.chain());
        } catch (InvalidKeyException _) {
            throw AwaitCertificateCheck.refusal(ClientCertificateRefusal.UNSUPPORTED, version);
        }
    }

    private static SignatureScheme scheme(
            int code, ProtocolVersion version, List<SignatureScheme> requested, KeyType key)
            throws TlsException {
        SignatureScheme scheme = SignatureScheme.find(code);
        if (scheme == null || !requested.contains(scheme) || !isFor(scheme, version, key)) {
            throw TlsException.misbehaved(PeerMisbehaved.SENT_UNREQUESTED_SIGNATURE_SCHEME);
        }
        return scheme;
    }

    /// In TLS 1.2 a scheme for ECDSA names a hash, but no curve (RFC 5246, section 7.4.1.4.1).
    private static boolean isFor(
            @Nullable SignatureScheme scheme, ProtocolVersion version, KeyType key) {
        return scheme != null
                && (scheme.keyType() == key
                        || version == ProtocolVersion.TLS_1_2
                                && isEcdsa(scheme.keyType())
                                && isEcdsa(key));
    }

    private static boolean isEcdsa(KeyType type) {
        return type == KeyType.EC_P256 || type == KeyType.EC_P384 || type == KeyType.EC_P521;
    }
}
