package io.sallyport.tls.policy;

import static io.sallyport.tls.codepoint.CipherSuite.TLS_DHE_RSA_WITH_AES_128_GCM_SHA256;
import static io.sallyport.tls.codepoint.CipherSuite.TLS_DHE_RSA_WITH_AES_256_GCM_SHA384;
import static io.sallyport.tls.codepoint.CipherSuite.TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256;
import static io.sallyport.tls.codepoint.CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256;
import static io.sallyport.tls.codepoint.CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384;
import static io.sallyport.tls.codepoint.CipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256;
import static io.sallyport.tls.codepoint.CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256;
import static io.sallyport.tls.codepoint.CipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384;
import static io.sallyport.tls.codepoint.CipherSuite.TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256;
import static io.sallyport.tls.codepoint.CipherSuite.TLS_RSA_WITH_AES_128_GCM_SHA256;
import static io.sallyport.tls.codepoint.CipherSuite.TLS_RSA_WITH_AES_256_GCM_SHA384;
import static io.sallyport.tls.codepoint.NamedGroup.FFDHE2048;
import static io.sallyport.tls.codepoint.NamedGroup.FFDHE3072;
import static io.sallyport.tls.codepoint.NamedGroup.SECP256R1;
import static io.sallyport.tls.codepoint.NamedGroup.SECP384R1;
import static io.sallyport.tls.codepoint.NamedGroup.SECP521R1;
import static io.sallyport.tls.codepoint.NamedGroup.X25519;
import static io.sallyport.tls.codepoint.NamedGroup.X25519MLKEM768;
import static io.sallyport.tls.codepoint.SignatureScheme.ECDSA_SECP256R1_SHA256;
import static io.sallyport.tls.codepoint.SignatureScheme.ECDSA_SECP384R1_SHA384;
import static io.sallyport.tls.codepoint.SignatureScheme.ECDSA_SECP521R1_SHA512;
import static io.sallyport.tls.codepoint.SignatureScheme.ED25519;
import static io.sallyport.tls.codepoint.SignatureScheme.ED448;
import static io.sallyport.tls.codepoint.SignatureScheme.RSA_PKCS1_SHA256;
import static io.sallyport.tls.codepoint.SignatureScheme.RSA_PKCS1_SHA384;
import static io.sallyport.tls.codepoint.SignatureScheme.RSA_PKCS1_SHA512;
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
import java.util.stream.Stream;

/// The policies that have a name.
public final class TlsPolicies {
    private static final List<CipherSuite> TLS_1_3_SUITES = CipherSuite.of(ProtocolVersion.TLS_1_3);

    /// In Mozilla's order; a client's own order decides.
    private static final List<CipherSuite> INTERMEDIATE_SUITES =
            List.of(
                    TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
                    TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
                    TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
                    TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
                    TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,
                    TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256);

    /// What costs safety, the less costly first: a finite field of our choice that the client cannot
    /// check, then secrets that are read by whoever gets the certificate's key.
    private static final List<CipherSuite> COMPATIBLE_SUITES =
            List.of(
                    TLS_DHE_RSA_WITH_AES_128_GCM_SHA256,
                    TLS_DHE_RSA_WITH_AES_256_GCM_SHA384,
                    TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256,
                    TLS_RSA_WITH_AES_128_GCM_SHA256,
                    TLS_RSA_WITH_AES_256_GCM_SHA384);

    private static final List<NamedGroup> MOZILLA_GROUPS =
            List.of(X25519MLKEM768, X25519, SECP256R1, SECP384R1);

    private static final List<NamedGroup> COMPATIBLE_GROUPS =
            List.of(SECP521R1, FFDHE2048, FFDHE3072);

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

    /// What TLS 1.2 can sign by besides, for clients that do not know PSS.
    private static final List<SignatureScheme> TLS_1_2_SCHEMES =
            List.of(RSA_PKCS1_SHA256, RSA_PKCS1_SHA384, RSA_PKCS1_SHA512);

    /// Mozilla's server-side TLS guidelines, version 6.0 of 2026-04-06, modern.
    public static final TlsPolicy MOZILLA_MODERN_6_0 =
            new TlsPolicy(
                    "mozilla-modern-6.0",
                    List.of(ProtocolVersion.TLS_1_3),
                    TLS_1_3_SUITES,
                    TlsPolicy.Preference.CLIENT,
                    MOZILLA_GROUPS,
                    TLS_1_3_SCHEMES);

    /// Mozilla's server-side TLS guidelines, version 6.0 of 2026-04-06, intermediate: TLS 1.3 as in modern,
    /// and TLS 1.2 with the suites that have forward secrecy and an authenticated cipher.
    public static final TlsPolicy MOZILLA_INTERMEDIATE_6_0 =
            new TlsPolicy(
                    "mozilla-intermediate-6.0",
                    List.of(ProtocolVersion.TLS_1_3, ProtocolVersion.TLS_1_2),
                    join(TLS_1_3_SUITES, INTERMEDIATE_SUITES),
                    TlsPolicy.Preference.CLIENT,
                    MOZILLA_GROUPS,
                    join(TLS_1_3_SCHEMES, TLS_1_2_SCHEMES));

    /// Our own, for clients that intermediate leaves out: it adds key exchange in finite fields and by RSA
    /// encryption. Ours is the order here, so that nobody gets these who can do better.
    public static final TlsPolicy COMPATIBLE_2026_11 =
            new TlsPolicy(
                    "compatible-2026-11",
                    MOZILLA_INTERMEDIATE_6_0.versions(),
                    join(MOZILLA_INTERMEDIATE_6_0.cipherSuites(), COMPATIBLE_SUITES),
                    TlsPolicy.Preference.SERVER,
                    join(MOZILLA_GROUPS, COMPATIBLE_GROUPS),
                    MOZILLA_INTERMEDIATE_6_0.signatureSchemes());

    private static final List<TlsPolicy> ALL =
            List.of(MOZILLA_MODERN_6_0, MOZILLA_INTERMEDIATE_6_0, COMPATIBLE_2026_11);

    private TlsPolicies() {}

    /// All named policies.
    public static List<TlsPolicy> all() {
        return ALL;
    }

    /// The policy of that name.
    public static Optional<TlsPolicy> named(String name) {
        return ALL.stream().filter(policy -> policy.name().equals(name)).findFirst();
    }

    private static <T> List<T> join(List<T> first, List<T> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }
}
