package io.sallyport.tls.crypto.choice;

import io.sallyport.tls.codepoint.AeadAlgorithm;
import io.sallyport.tls.codepoint.HashAlgorithm;
import io.sallyport.tls.codepoint.KeyType;
import io.sallyport.tls.codepoint.NamedGroup;
import io.sallyport.tls.crypto.KemAlgorithm;
import io.sallyport.tls.crypto.Primitive;

/// The names of all primitives.
final class Primitives {
    static final Primitive RANDOM = new Primitive(Primitive.Kind.RANDOM, "random");

    static final Primitive RSA_DECRYPTION = new Primitive(Primitive.Kind.DECRYPTION, "RSA");

    private Primitives() {}

    static Primitive hash(HashAlgorithm algorithm) {
        return new Primitive(Primitive.Kind.HASH, algorithm.name());
    }

    static Primitive hkdf(HashAlgorithm algorithm) {
        return new Primitive(Primitive.Kind.HKDF, algorithm.name());
    }

    static Primitive aead(AeadAlgorithm algorithm) {
        return new Primitive(Primitive.Kind.AEAD, algorithm.name());
    }

    static Primitive keyExchange(NamedGroup group) {
        return new Primitive(Primitive.Kind.KEY_EXCHANGE, group.name());
    }

    static Primitive kem(KemAlgorithm algorithm) {
        return new Primitive(Primitive.Kind.KEM, algorithm.name());
    }

    static Primitive signatures(KeyType keyType) {
        return new Primitive(Primitive.Kind.SIGNATURE, keyType.name());
    }
}
