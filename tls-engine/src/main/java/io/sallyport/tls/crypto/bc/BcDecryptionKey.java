package io.sallyport.tls.crypto.bc;

import io.sallyport.tls.codepoint.KeyType;
import io.sallyport.tls.crypto.DecryptionKey;
import io.sallyport.tls.crypto.KeyTypes;
import io.sallyport.tls.crypto.Secret;
import java.io.IOException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.tls.TlsRsaKeyExchange;
import org.bouncycastle.crypto.util.PrivateKeyFactory;

/// A private key that decrypts through BouncyCastle, whose arithmetic is blinded and whose choice between
/// the secret that came and a random one is made by masks, not by branches.
final class BcDecryptionKey implements DecryptionKey {
    private final RSAKeyParameters key;
    private final SecureRandom random;

    /// What is decrypted in place of something of another length, as long as the modulus and as much work.
    private final byte[] standIn;

    private BcDecryptionKey(RSAKeyParameters key, SecureRandom random) {
        this.key = key;
        this.random = random;
        this.standIn = new byte[(key.getModulus().bitLength() + Byte.SIZE - 1) / Byte.SIZE];
        random.nextBytes(standIn);
        standIn[0] = 0;
    }

    /// @throws InvalidKeyException if it is no RSA key or cannot be read
    static BcDecryptionKey of(PrivateKey key, SecureRandom random) throws InvalidKeyException {
        KeyType type = KeyTypes.of(key);
        byte[] encoded = key.getEncoded();
        if (type != KeyType.RSA || encoded == null) {
            throw new InvalidKeyException(
                    type.label() + " key (expected: an RSA key that may leave its store)");
        }
        try {
            return new BcDecryptionKey(
                    (RSAKeyParameters) PrivateKeyFactory.createKey(encoded), random);
        } catch (IOException | IllegalArgumentException e) {
            throw new InvalidKeyException("RSA key that BouncyCastle cannot read", e);
        }
    }

    /// A wrong length is known to the client beforehand. It gets a random secret all the same, at the same
    /// point and in the same time.
    @Override
    public Secret decryptPreMasterSecret(byte[] encrypted, int clientVersion) {
        byte[] input = encrypted.length == standIn.length ? encrypted : standIn;
        return Secret.owning(
                TlsRsaKeyExchange.decryptPreMasterSecret(
                        input, 0, input.length, key, clientVersion, random));
    }
}
