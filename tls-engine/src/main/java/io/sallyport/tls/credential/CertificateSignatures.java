package io.sallyport.tls.credential;

import io.sallyport.tls.codepoint.SignatureScheme;
import java.security.cert.X509Certificate;
import java.util.Locale;
import java.util.Set;

/// Tells by which signature schemes a certificate's own signature can be announced (RFC 9846, section
/// 4.3.3).
final class CertificateSignatures {
    /// Legacy values, known here only to recognise old certificates by.
    private static final int RSA_PKCS1_SHA1 = 0x0201;

    private static final int ECDSA_SHA1 = 0x0203;

    /// Hashes that no certificate may be signed by unless the client says it takes them (RFC 9846,
    /// section 4.5.1.2).
    private static final Set<String> BROKEN = Set.of("SHA1", "MD5", "MD2");

    private static final Set<Integer> ANY_PSS =
            Set.of(
                    SignatureScheme.RSA_PSS_RSAE_SHA256.code(),
                    SignatureScheme.RSA_PSS_RSAE_SHA384.code(),
                    SignatureScheme.RSA_PSS_RSAE_SHA512.code(),
                    SignatureScheme.RSA_PSS_PSS_SHA256.code(),
                    SignatureScheme.RSA_PSS_PSS_SHA384.code(),
                    SignatureScheme.RSA_PSS_PSS_SHA512.code());

    private CertificateSignatures() {}

    /// Whether the signature is by a hash that is broken.
    static boolean isBroken(X509Certificate certificate) {
        String algorithm = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
        return BROKEN.stream().anyMatch(hash -> algorithm.startsWith(hash + "WITH"));
    }

    /// The numbers of which a client must have offered one; none for an algorithm that TLS has no number
    /// for. The hash inside PSS parameters is not looked at: clients offer all three or none.
    static Set<Integer> schemesOf(X509Certificate certificate) {
        return switch (certificate.getSigAlgName().toUpperCase(Locale.ROOT)) {
            case "SHA1WITHRSA" -> Set.of(RSA_PKCS1_SHA1);
            case "SHA256WITHRSA" -> Set.of(SignatureScheme.RSA_PKCS1_SHA256.code());
            case "SHA384WITHRSA" -> Set.of(SignatureScheme.RSA_PKCS1_SHA384.code());
            case "SHA512WITHRSA" -> Set.of(SignatureScheme.RSA_PKCS1_SHA512.code());
            case "RSASSA-PSS" -> ANY_PSS;
            case "SHA1WITHECDSA" -> Set.of(ECDSA_SHA1);
            case "SHA256WITHECDSA" -> Set.of(SignatureScheme.ECDSA_SECP256R1_SHA256.code());
            case "SHA384WITHECDSA" -> Set.of(SignatureScheme.ECDSA_SECP384R1_SHA384.code());
            case "SHA512WITHECDSA" -> Set.of(SignatureScheme.ECDSA_SECP521R1_SHA512.code());
            case "ED25519" -> Set.of(SignatureScheme.ED25519.code());
            case "ED448" -> Set.of(SignatureScheme.ED448.code());
            default -> Set.of();
        };
    }
}
