package io.sallyport.tls.crypto;

import io.sallyport.tls.codepoint.KeyType;
import io.sallyport.tls.codepoint.SignatureScheme;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.interfaces.RSAKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which schemes a private key can sign by.
public final class SignatureSchemes {
    private static final int PSS_TRAILER_BYTES = 2;

    /// Bytes of the DigestInfo before a SHA-2 digest, and of padding at the least (RFC 8017, section 9.2).
    private static final int PKCS1_OVERHEAD = 19 + 11;

    private SignatureSchemes() {}

    /// Those that fit the key's type, its length (RFC 8017, sections 9.1.1 and 9.2: a short RSA key has no
    /// room for a long digest) and, where an RSASSA-PSS key carries parameters, those (RFC 4055,
    /// section 3.3).
    ///
    /// @throws InvalidKeyException if there is none; the message says why
    public static Set<SignatureScheme> of(PrivateKey key) throws InvalidKeyException {
        KeyType type = KeyTypes.of(key);
        EnumSet<SignatureScheme> schemes = EnumSet.noneOf(SignatureScheme.class);
        for (SignatureScheme scheme : SignatureScheme.values()) {
            if (scheme.keyType() == type && fits(key, scheme)) {
                schemes.add(scheme);
            }
        }
        if (schemes.isEmpty()) {
            throw new InvalidKeyException(
                    type.label()
                            + " key"
                            + (key instanceof RSAKey rsa
                                    ? " of "
                                            + rsa.getModulus().bitLength()
                                            + " bits with parameters "
                                            + rsa.getParams()
                                    : "")
                            + " fits no signature scheme");
        }
        return Collections.unmodifiableSet(schemes);
    }

    /// @throws IllegalArgumentException unless the scheme is in the set
    public static void requireOneOf(Set<SignatureScheme> schemes, SignatureScheme scheme) {
        if (!schemes.contains(scheme)) {
            throw new IllegalArgumentException(scheme + " (expected: one of " + schemes + ")");
        }
    }

    private static boolean fits(PrivateKey key, SignatureScheme scheme) {
        return !(key instanceof RSAKey rsa)
                || switch (scheme) {
                    case RSA_PSS_RSAE_SHA256, RSA_PSS_PSS_SHA256 ->
                            fits(rsa, MGF1ParameterSpec.SHA256, 32);
                    case RSA_PSS_RSAE_SHA384, RSA_PSS_PSS_SHA384 ->
                            fits(rsa, MGF1ParameterSpec.SHA384, 48);
                    case RSA_PSS_RSAE_SHA512, RSA_PSS_PSS_SHA512 ->
                            fits(rsa, MGF1ParameterSpec.SHA512, 64);
                    case RSA_PKCS1_SHA256 -> fitsPkcs1(rsa, 32);
                    case RSA_PKCS1_SHA384 -> fitsPkcs1(rsa, 48);
                    case RSA_PKCS1_SHA512 -> fitsPkcs1(rsa, 64);
                    case ECDSA_SECP256R1_SHA256,
                            ECDSA_SECP384R1_SHA384,
                            ECDSA_SECP521R1_SHA512,
                            ED25519,
                            ED448 ->
                            false;
                };
    }

    private static boolean fits(RSAKey key, MGF1ParameterSpec hash, int hashLength) {
        int encodedLength = (key.getModulus().bitLength() - 1 + Byte.SIZE - 1) / Byte.SIZE;
        return encodedLength >= 2 * hashLength + PSS_TRAILER_BYTES
                && allows(key.getParams(), hash, hashLength);
    }

    private static boolean fitsPkcs1(RSAKey key, int hashLength) {
        return key.getModulus().bitLength() / Byte.SIZE >= hashLength + PKCS1_OVERHEAD;
    }

    private static boolean allows(
            @Nullable AlgorithmParameterSpec parameters, MGF1ParameterSpec hash, int saltLength) {
        if (!(parameters instanceof PSSParameterSpec pss)) {
            return true;
        }
        return pss.getDigestAlgorithm().equals(hash.getDigestAlgorithm())
                && pss.getSaltLength() <= saltLength
                && pss.getMGFParameters() instanceof MGF1ParameterSpec mask
                && mask.getDigestAlgorithm().equals(hash.getDigestAlgorithm());
    }
}
