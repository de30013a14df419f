package io.sallyport.tls.crypto.jca;

import io.sallyport.tls.codepoint.SignatureScheme;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;

/// What providers call the schemes of RFC 9846, section 4.3.3.
final class SignatureNames {
    private static final PSSParameterSpec PSS_SHA256 = pss(MGF1ParameterSpec.SHA256, 32);
    private static final PSSParameterSpec PSS_SHA384 = pss(MGF1ParameterSpec.SHA384, 48);
    private static final PSSParameterSpec PSS_SHA512 = pss(MGF1ParameterSpec.SHA512, 64);

    private SignatureNames() {}

    /// @throws GeneralSecurityException if the provider lacks the scheme
    static Signature find(SignatureScheme scheme, Provider provider)
            throws GeneralSecurityException {
        return switch (scheme) {
            case RSA_PKCS1_SHA256 -> Signature.getInstance("SHA256withRSA", provider);
            case RSA_PKCS1_SHA384 -> Signature.getInstance("SHA384withRSA", provider);
            case RSA_PKCS1_SHA512 -> Signature.getInstance("SHA512withRSA", provider);
            case ECDSA_SECP256R1_SHA256 -> Signature.getInstance("SHA256withECDSA", provider);
            case ECDSA_SECP384R1_SHA384 -> Signature.getInstance("SHA384withECDSA", provider);
            case ECDSA_SECP521R1_SHA512 -> Signature.getInstance("SHA512withECDSA", provider);
            case RSA_PSS_RSAE_SHA256, RSA_PSS_PSS_SHA256 -> findPss(PSS_SHA256, provider);
            case RSA_PSS_RSAE_SHA384, RSA_PSS_PSS_SHA384 -> findPss(PSS_SHA384, provider);
            case RSA_PSS_RSAE_SHA512, RSA_PSS_PSS_SHA512 -> findPss(PSS_SHA512, provider);
            case ED25519 -> firstOf(provider, "Ed25519", "EdDSA");
            case ED448 -> Signature.getInstance("Ed448", provider);
        };
    }

    private static Signature findPss(PSSParameterSpec parameters, Provider provider)
            throws GeneralSecurityException {
        String digest = parameters.getDigestAlgorithm().replace("-", "");
        Signature signature = firstOf(provider, "RSASSA-PSS", digest + "withRSA/PSS");
        signature.setParameter(parameters);
        return signature;
    }

    /// By the standard name if the provider has it, else by its own.
    private static Signature firstOf(Provider provider, String standard, String own)
            throws GeneralSecurityException {
        String name = provider.getService("Signature", standard) != null ? standard : own;
        return Signature.getInstance(name, provider);
    }

    /// The salt is as long as the digest (RFC 9846, section 4.3.3).
    private static PSSParameterSpec pss(MGF1ParameterSpec mask, int saltLength) {
        return new PSSParameterSpec(
                mask.getDigestAlgorithm(),
                "MGF1",
                mask,
                saltLength,
                PSSParameterSpec.TRAILER_FIELD_BC);
    }
}
