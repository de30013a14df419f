package io.sallyport.proxy.credential;

import io.sallyport.tls.codepoint.SignatureScheme;
import io.sallyport.tls.crypto.SigningKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;

/// Whether a private key belongs to a public key: what one signs, the other verifies. That tries the
/// key out before the first client does.
final class KeyMatch {
    private static final byte[] SAMPLE =
            "Sallyport looks whether key and certificate match".getBytes(StandardCharsets.US_ASCII);

    private KeyMatch() {}

    /// @throws GeneralSecurityException if the private key cannot sign
    static boolean test(SigningKey key, PublicKey publicKey) throws GeneralSecurityException {
        SignatureScheme scheme = key.schemes().iterator().next();
        byte[] signature = key.sign(scheme, SAMPLE);
        try {
            Signature verifier = verifier(scheme);
            verifier.initVerify(publicKey);
            verifier.update(SAMPLE);
            return verifier.verify(signature);
        } catch (GeneralSecurityException _) {
            // of another kind or size
            return false;
        }
    }

    private static Signature verifier(SignatureScheme scheme) throws GeneralSecurityException {
        return switch (scheme) {
            case ECDSA_SECP256R1_SHA256 -> Signature.getInstance("SHA256withECDSA");
            case ECDSA_SECP384R1_SHA384 -> Signature.getInstance("SHA384withECDSA");
            case ECDSA_SECP521R1_SHA512 -> Signature.getInstance("SHA512withECDSA");
            case ED25519 -> Signature.getInstance("Ed25519");
            case ED448 -> Signature.getInstance("Ed448");
            case RSA_PKCS1_SHA256 -> Signature.getInstance("SHA256withRSA");
            case RSA_PKCS1_SHA384 -> Signature.getInstance("SHA384withRSA");
            case RSA_PKCS1_SHA512 -> Signature.getInstance("SHA512withRSA");
            case RSA_PSS_RSAE_SHA256, RSA_PSS_PSS_SHA256 -> pss("SHA-256", 32);
            case RSA_PSS_RSAE_SHA384, RSA_PSS_PSS_SHA384 -> pss("SHA-384", 48);
            case RSA_PSS_RSAE_SHA512, RSA_PSS_PSS_SHA512 -> pss("SHA-512", 64);
        };
    }

    private static Signature pss(String hash, int saltLength) throws GeneralSecurityException {
        Signature verifier = Signature.getInstance("RSASSA-PSS");
        verifier.setParameter(
                new PSSParameterSpec(
                        hash,
                        "MGF1",
                        new MGF1ParameterSpec(hash),
                        saltLength,
                        PSSParameterSpec.TRAILER_FIELD_BC));
        return verifier;
    }
}
