package io.sallyport.tls.crypto.choice;

import io.sallyport.tls.codepoint.AeadAlgorithm;
import io.sallyport.tls.codepoint.HashAlgorithm;
import io.sallyport.tls.codepoint.KeyType;
import io.sallyport.tls.codepoint.NamedGroup;
import io.sallyport.tls.crypto.DiffieHellman;
import io.sallyport.tls.crypto.Kem;
import io.sallyport.tls.crypto.KemAlgorithm;
import io.sallyport.tls.crypto.PrimitiveSource;
import io.sallyport.tls.crypto.RsaDecryption;
import io.sallyport.tls.crypto.Signatures;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;

/// A vendor that works, for tests to take apart.
class OtherSource implements PrimitiveSource {
    private final PrimitiveSource works = Sources.of(CryptoVendor.BOUNCYCASTLE);

    @Override
    public String name() {
        return "other";
    }

    @Override
    public HashSource hash(HashAlgorithm algorithm) throws NoSuchAlgorithmException {
        return works.hash(algorithm);
    }

    @Override
    public HkdfSource hkdf(HashAlgorithm algorithm) throws NoSuchAlgorithmException {
        return works.hkdf(algorithm);
    }

    @Override
    public AeadSource aead(AeadAlgorithm algorithm) throws NoSuchAlgorithmException {
        return works.aead(algorithm);
    }

    @Override
    public DiffieHellman diffieHellman(NamedGroup group) throws NoSuchAlgorithmException {
        return works.diffieHellman(group);
    }

    @Override
    public Kem kem(KemAlgorithm algorithm) throws NoSuchAlgorithmException {
        return works.kem(algorithm);
    }

    @Override
    public Signatures signatures(KeyType keyType) throws NoSuchAlgorithmException {
        return works.signatures(keyType);
    }

    @Override
    public RsaDecryption rsaDecryption() throws NoSuchAlgorithmException {
        return works.rsaDecryption();
    }

    @Override
    public SecureRandom random() throws NoSuchAlgorithmException {
        return works.random();
    }
}
