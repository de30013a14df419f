package io.sallyport.tls.crypto.bc;

import io.sallyport.tls.codepoint.SignatureScheme;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.Signer;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.engines.RSABlindedEngine;
import org.bouncycastle.crypto.signers.DSADigestSigner;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.signers.Ed448Signer;
import org.bouncycastle.crypto.signers.PSSSigner;
import org.bouncycastle.crypto.signers.RSADigestSigner;

/// What BouncyCastle calls the schemes of RFC 9846, section 4.3.3.
final class SignerNames {
    private SignerNames() {}

    static Signer find(SignatureScheme scheme) {
        return switch (scheme) {
            case RSA_PKCS1_SHA256 -> new RSADigestSigner(new SHA256Digest());
            case RSA_PKCS1_SHA384 -> new RSADigestSigner(new SHA384Digest());
            case RSA_PKCS1_SHA512 -> new RSADigestSigner(new SHA512Digest());
            case ECDSA_SECP256R1_SHA256 -> ecdsa(new SHA256Digest());
            case ECDSA_SECP384R1_SHA384 -> ecdsa(new SHA384Digest());
            case ECDSA_SECP521R1_SHA512 -> ecdsa(new SHA512Digest());
            case RSA_PSS_RSAE_SHA256, RSA_PSS_PSS_SHA256 -> pss(new SHA256Digest());
            case RSA_PSS_RSAE_SHA384, RSA_PSS_PSS_SHA384 -> pss(new SHA384Digest());
            case RSA_PSS_RSAE_SHA512, RSA_PSS_PSS_SHA512 -> pss(new SHA512Digest());
            case ED25519 -> new Ed25519Signer();
            // pure Ed448, as RFC 8446 and RFC 9846 use it, has an empty context
            case ED448 -> new Ed448Signer(new byte[0]);
        };
    }

    private static Signer ecdsa(Digest digest) {
        return new DSADigestSigner(new ECDSASigner(), digest);
    }

    /// The salt is as long as the digest (RFC 9846, section 4.3.3).
    private static Signer pss(Digest digest) {
        return new PSSSigner(new RSABlindedEngine(), digest, digest.getDigestSize());
    }
}
