package io.sallyport.tls.crypto.bc;

import io.sallyport.tls.alert.PeerMisbehaved;
import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.crypto.Encapsulation;
import io.sallyport.tls.crypto.Kem;
import io.sallyport.tls.crypto.KemAlgorithm;
import io.sallyport.tls.crypto.Secret;
import java.security.SecureRandom;
import org.bouncycastle.crypto.SecretWithEncapsulation;
import org.bouncycastle.crypto.kems.MLKEMExtractor;
import org.bouncycastle.crypto.kems.MLKEMGenerator;
import org.bouncycastle.crypto.params.MLKEMParameters;
import org.bouncycastle.crypto.params.MLKEMPrivateKeyParameters;
import org.bouncycastle.crypto.params.MLKEMPublicKeyParameters;

/// ML-KEM of BouncyCastle.
final class BcKem implements Kem {
    private final KemAlgorithm algorithm;
    private final MLKEMParameters parameters;
    private final SecureRandom random;

    BcKem(KemAlgorithm algorithm, SecureRandom random) {
        this.algorithm = algorithm;
        this.random = random;
        this.parameters =
                switch (algorithm) {
                    case ML_KEM_768 -> MLKEMParameters.ml_kem_768;
                    case ML_KEM_1024 -> MLKEMParameters.ml_kem_1024;
                };
    }

    @Override
    public KemAlgorithm algorithm() {
        return algorithm;
    }

    @Override
    public Encapsulation encapsulate(byte[] encapsulationKey) throws TlsException {
        SecretWithEncapsulation encapsulated =
                new MLKEMGenerator(random).generateEncapsulated(read(encapsulationKey));
        return new Encapsulation(
                encapsulated.getEncapsulation(), Secret.owning(encapsulated.getSecret()));
    }

    @Override
    public Secret decapsulate(byte[] decapsulationKey, byte[] ciphertext) {
        MLKEMPrivateKeyParameters key = new MLKEMPrivateKeyParameters(parameters, decapsulationKey);
        return Secret.owning(new MLKEMExtractor(key).extractSecret(ciphertext));
    }

    /// The key's constructor makes the check of FIPS 203, section 7.2.
    private MLKEMPublicKeyParameters read(byte[] key) throws TlsException {
        if (key.length != algorithm.encapsulationKeyLength()) {
            throw invalidShare();
        }
        try {
            return new MLKEMPublicKeyParameters(parameters, key);
        } catch (IllegalArgumentException _) {
            throw invalidShare();
        }
    }

    private static TlsException invalidShare() {
        return TlsException.misbehaved(PeerMisbehaved.SENT_INVALID_KEY_SHARE);
    }
}
