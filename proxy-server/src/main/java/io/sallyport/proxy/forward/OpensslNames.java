package io.sallyport.proxy.forward;

import io.sallyport.tls.codepoint.AeadAlgorithm;
import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.codepoint.ProtocolVersion;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECKey;
import java.security.interfaces.EdECKey;
import java.security.interfaces.RSAKey;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What OpenSSL calls things: servers expect these names, because HAProxy sends them ("The PROXY protocol", section
/// 2.2.6, has `ECDHE-RSA-AES128-GCM-SHA256`, `RSA-SHA256` and `RSA2048`).
final class OpensslNames {
    private static final Map<String, String> SIGNATURES =
            Map.ofEntries(
                    Map.entry("1.2.840.113549.1.1.5", "RSA-SHA1"),
                    Map.entry("1.2.840.113549.1.1.10", "RSASSA-PSS"),
                    Map.entry("1.2.840.113549.1.1.11", "RSA-SHA256"),
                    Map.entry("1.2.840.113549.1.1.12", "RSA-SHA384"),
                    Map.entry("1.2.840.113549.1.1.13", "RSA-SHA512"),
                    Map.entry("1.2.840.10045.4.1", "ecdsa-with-SHA1"),
                    Map.entry("1.2.840.10045.4.3.2", "ecdsa-with-SHA256"),
                    Map.entry("1.2.840.10045.4.3.3", "ecdsa-with-SHA384"),
                    Map.entry("1.2.840.10045.4.3.4", "ecdsa-with-SHA512"),
                    Map.entry("1.3.101.112", "ED25519"),
                    Map.entry("1.3.101.113", "ED448"));

    private OpensslNames() {}

    /// Those of TLS 1.3 have the names that IANA registers.
    static String of(CipherSuite suite) {
        if (suite.version() == ProtocolVersion.TLS_1_3) {
            return suite.label();
        }
        String keyExchange =
                switch (suite.keyExchange()) {
                    case ECDHE_ECDSA -> "ECDHE-ECDSA-";
                    case ECDHE_RSA -> "ECDHE-RSA-";
                    case DHE_RSA -> "DHE-RSA-";
                    case RSA, ANY -> "";
                };
        String cipher =
                switch (suite.aead()) {
                    case AES_128_GCM -> "AES128-GCM-";
                    case AES_256_GCM -> "AES256-GCM-";
                    case CHACHA20_POLY1305 -> "CHACHA20-POLY1305";
                };
        return suite.aead() == AeadAlgorithm.CHACHA20_POLY1305
                ? keyExchange + cipher
                : keyExchange + cipher + suite.hash().name();
    }

    /// What a certificate is signed by; empty if it has no name here.
    static Optional<String> ofSignature(X509Certificate certificate) {
        return Optional.ofNullable(SIGNATURES.get(certificate.getSigAlgOID()));
    }

    /// What key a certificate is for; empty if it has no name here.
    static Optional<String> ofKey(X509Certificate certificate) {
        PublicKey key = certificate.getPublicKey();
        return switch (key) {
            case RSAKey rsa -> Optional.of("RSA" + rsa.getModulus().bitLength());
            case ECKey ec ->
                    Optional.of("EC" + ec.getParams().getCurve().getField().getFieldSize());
            case EdECKey ed -> Optional.of(ed.getParams().getName().toUpperCase(Locale.ROOT));
            default -> Optional.empty();
        };
    }
}
