package io.sallyport.benchmarks;

import io.sallyport.tls.crypto.DecryptionKey;
import io.sallyport.tls.crypto.Secret;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import javax.crypto.Cipher;

/// How not to do it, as a control: it decrypts, and makes a random secret only when that fails. If the
/// measurement did not see this, it would see nothing.
final class LeakyDecryption implements DecryptionKey {
    private final PrivateKey key;

    LeakyDecryption(PrivateKey key) {
        this.key = key;
    }

    @Override
    public Secret decryptPreMasterSecret(byte[] encrypted, int clientVersion) {
        try {
            Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
            cipher.init(Cipher.DECRYPT_MODE, key);
            byte[] secret = cipher.doFinal(encrypted);
            return secret.length == PRE_MASTER_SECRET_LENGTH
                    ? Secret.owning(secret)
                    : Secret.owning(new byte[PRE_MASTER_SECRET_LENGTH]);
        } catch (GeneralSecurityException _) {
            return Secret.owning(new byte[PRE_MASTER_SECRET_LENGTH]);
        }
    }
}
