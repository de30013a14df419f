package io.sallyport.tls.crypto.jca;

import io.sallyport.tls.alert.PeerMisbehaved;
import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.crypto.CryptoException;
import io.sallyport.tls.crypto.Encapsulation;
import io.sallyport.tls.crypto.Kem;
import io.sallyport.tls.crypto.KemAlgorithm;
import io.sallyport.tls.crypto.Secret;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import javax.crypto.KEM;
import javax.crypto.SecretKey;

/// ML-KEM from a `javax.crypto.KEM`.
final class JcaKem implements Kem {
    private final KemAlgorithm algorithm;
    private final Provider provider;
    private final EncodedKeys publicKeys;
    private final EncodedKeys privateKeys;

    private JcaKem(
            KemAlgorithm algorithm,
            Provider provider,
            EncodedKeys publicKeys,
            EncodedKeys privateKeys) {
        this.algorithm = algorithm;
        this.provider = provider;
        this.publicKeys = publicKeys;
        this.privateKeys = privateKeys;
    }

    /// @throws GeneralSecurityException if the provider lacks the algorithm
    static JcaKem of(KemAlgorithm algorithm, Provider provider) throws GeneralSecurityException {
        KEM.getInstance(algorithm.label(), provider);
        KeyFactory.getInstance(algorithm.label(), provider);
        int keyLength = algorithm.encapsulationKeyLength();
        return switch (algorithm) {
            case ML_KEM_768 ->
                    new JcaKem(
                            algorithm,
                            provider,
                            new EncodedKeys(
                                    "308204b2300b0609608648016503040402038204a100", keyLength),
                            new EncodedKeys(
                                    "30820978020100300b06096086480165030404020482096404820960",
                                    2400));
            case ML_KEM_1024 ->
                    new JcaKem(
                            algorithm,
                            provider,
                            new EncodedKeys(
                                    "30820632300b06096086480165030404030382062100", keyLength),
                            new EncodedKeys(
                                    "30820c78020100300b060960864801650304040304820c6404820c60",
                                    3168));
        };
    }

    @Override
    public KemAlgorithm algorithm() {
        return algorithm;
    }

    @Override
    public Encapsulation encapsulate(byte[] encapsulationKey) throws TlsException {
        KEM.Encapsulated encapsulated = encapsulator(encapsulationKey).encapsulate();
        return new Encapsulation(encapsulated.encapsulation(), secret(encapsulated.key()));
    }

    @Override
    public Secret decapsulate(byte[] decapsulationKey, byte[] ciphertext) {
        try {
            KEM.Decapsulator decapsulator =
                    KEM.getInstance(algorithm.label(), provider)
                            .newDecapsulator(
                                    KeyFactory.getInstance(algorithm.label(), provider)
                                            .generatePrivate(
                                                    new PKCS8EncodedKeySpec(
                                                            privateKeys.encode(decapsulationKey))));
            return secret(decapsulator.decapsulate(ciphertext));
        } catch (GeneralSecurityException e) {
            throw new CryptoException(algorithm.label() + " failed", e);
        }
    }

    /// Making one includes the check of the key (FIPS 203, section 7.2); the self-test makes sure of that.
    private KEM.Encapsulator encapsulator(byte[] key) throws TlsException {
        if (key.length != algorithm.encapsulationKeyLength()) {
            throw invalidShare();
        }
        try {
            return KEM.getInstance(algorithm.label(), provider)
                    .newEncapsulator(
                            KeyFactory.getInstance(algorithm.label(), provider)
                                    .generatePublic(
                                            new X509EncodedKeySpec(publicKeys.encode(key))));
        } catch (GeneralSecurityException _) {
            throw invalidShare();
        }
    }

    private static Secret secret(SecretKey key) {
        return Secret.owning(key.getEncoded());
    }

    private static TlsException invalidShare() {
        return TlsException.misbehaved(PeerMisbehaved.SENT_INVALID_KEY_SHARE);
    }
}
