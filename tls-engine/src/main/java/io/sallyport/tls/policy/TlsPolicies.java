package io.sallyport.tls.policy;

import static io.sallyport.tls.codepoint.CipherSuite.TLS_AES_128_GCM_SHA256;
import static io.sallyport.tls.codepoint.CipherSuite.TLS_AES_256_GCM_SHA384;
import static io.sallyport.tls.codepoint.CipherSuite.TLS_CHACHA20_POLY1305_SHA256;
import static io.sallyport.tls.codepoint.NamedGroup.SECP256R1;
import static io.sallyport.tls.codepoint.NamedGroup.SECP384R1;
import static io.sallyport.tls.codepoint.NamedGroup.X25519;
import static io.sallyport.tls.codepoint.NamedGroup.X25519MLKEM768;
import static io.sallyport.tls.codepoint.SignatureScheme.ECDSA_SECP256R1_SHA256;
import static io.sallyport.tls.codepoint.SignatureScheme.ECDSA_SECP384R1_SHA384;
import static io.sallyport.tls.codepoint.SignatureScheme.ECDSA_SECP521R1_SHA512;
import static io.sallyport.tls.codepoint.SignatureScheme.ED25519;
import static io.sallyport.tls.codepoint.SignatureScheme.ED448;
import static io.sallyport.tls.codepoint.SignatureScheme.RSA_PSS_PSS_SHA256;
import static io.sallyport.tls.codepoint.SignatureScheme.RSA_PSS_PSS_SHA384;
import static io.sallyport.tls.codepoint.SignatureScheme.RSA_PSS_PSS_SHA512;
import static io.sallyport.tls.codepoint.SignatureScheme.RSA_PSS_RSAE_SHA256;
import static io.sallyport.tls.codepoint.SignatureScheme.RSA_PSS_RSAE_SHA384;
import static io.sallyport.tls.codepoint.SignatureScheme.RSA_PSS_RSAE_SHA512;

import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.codepoint.NamedGroup;
import io.sallyport.tls.codepoint.ProtocolVersion;
import io.sallyport.tls.codepoint.SignatureScheme;
import java.util.List;
import java.util.Optional;

/// The policies that have a name.
public final class TlsPolicies {

    private static final List<CipherSuite> TLS_1_3_SUITES =
            List.of(TLS_AES_128_GCM_SHA256, TLS_AES_256_GCM_SHA384, TLS_CHACHA20_POLY1305_SHA256);

    private static final List<NamedGroup> MOZILLA_GROUPS =
            List.of(X25519MLKEM768, X25519, SECP256R1, SECP384R1);

    /// Every scheme that TLS 1.3 signs by: which ones are used follows from the certificates.
    private static final List<SignatureScheme> TLS_1_3_SCHEMES =
            List.of(
                    ECDSA_SECP256R1_SHA256,
                    ECDSA_SECP384R1_SHA384,
                    ECDSA_SECP521R1_SHA512,
                    ED25519,
                    ED448,
                    RSA_PSS_RSAE_SHA256,
                    RSA_PSS_RSAE_SHA384,
                    RSA_PSS_RSAE_SHA512,
                    RSA_PSS_PSS_SHA256,
                    RSA_PSS_PSS_SHA384,
                    RSA_PSS_PSS_SHA512);

    /// Mozilla's server-side TLS guidelines, version 6.0 of 2026-04-06, modern.
    public static final TlsPolicy MOZILLA_MODERN_6_0 = mozilla("mozilla-modern-6.0");

    /// Mozilla's server-side TLS guidelines, version 6.0 of 2026-04-06, intermediate: as far as TLS 1.3
    /// goes, it is the same as modern.
    public static final TlsPolicy MOZILLA_INTERMEDIATE_6_0 = mozilla("mozilla-intermediate-6.0");

    private static final List<TlsPolicy> ALL =
            List.of(MOZILLA_MODERN_6_0, MOZILLA_INTERMEDIATE_6_0);

    private TlsPolicies() {}

    /// All named policies.
    public static List<TlsPolicy> all() {
        return ALL;
    }

    /// The policy of that name.
    public static Optional<TlsPolicy> named(String name) {
        return ALL.stream().filter(policy -> policy.name().equals(name)).findFirst();
    }

    private static TlsPolicy mozilla(String name) {
        return new TlsPolicy(
                name,
                List.of(ProtocolVersion.TLS_1_3),
                TLS_1_3_SUITES,
                TlsPolicy.Preference.CLIENT,
                MOZILLA_GROUPS,
                TLS_1_3_SCHEMES);
    }
}
