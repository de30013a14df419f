package io.sallyport.tls.crypto.bc;

import io.sallyport.tls.codepoint.KeyType;
import io.sallyport.tls.codepoint.SignatureScheme;
import io.sallyport.tls.crypto.SignatureSchemes;
import io.sallyport.tls.crypto.SigningKey;
import java.security.SecureRandom;
import java.security.SignatureException;
import java.util.Set;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.Signer;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ParametersWithRandom;

/// A private key that signs through BouncyCastle.
final class BcSigningKey implements SigningKey {
    private final KeyType keyType;
    private final Set<SignatureScheme> schemes;
    private final AsymmetricKeyParameter key;
    private final SecureRandom random;

    BcSigningKey(
            KeyType keyType,
            Set<SignatureScheme> schemes,
            AsymmetricKeyParameter key,
            SecureRandom random) {
        this.keyType = keyType;
        this.schemes = schemes;
        this.key = key;
        this.random = random;
    }

    @Override
    public KeyType keyType() {
        return keyType;
    }

    @Override
    public Set<SignatureScheme> schemes() {
        return schemes;
    }

    @Override
    public byte[] sign(SignatureScheme scheme, byte[] message) throws SignatureException {
        SignatureSchemes.requireOneOf(schemes, scheme);
        Signer signer = SignerNames.find(scheme);
        boolean takesRandom = scheme != SignatureScheme.ED25519 && scheme != SignatureScheme.ED448;
        signer.init(true, takesRandom ? new ParametersWithRandom(key, random) : key);
        signer.update(message, 0, message.length);
        try {
            return signer.generateSignature();
        } catch (CryptoException e) {
            throw new SignatureException(scheme.label() + " failed", e);
        }
    }
}
