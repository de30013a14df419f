package io.sallyport.tls.crypto.choice;

import static io.sallyport.tls.crypto.choice.CryptoVendor.ACCP;
import static io.sallyport.tls.crypto.choice.CryptoVendor.BOUNCYCASTLE;
import static io.sallyport.tls.crypto.choice.CryptoVendor.CONSCRYPT;
import static io.sallyport.tls.crypto.choice.CryptoVendor.JDK;

import io.sallyport.tls.codepoint.KeyType;
import io.sallyport.tls.codepoint.NamedGroup;
import io.sallyport.tls.crypto.Primitive;
import java.util.List;

/// Which vendor is preferred for which primitive.
@FunctionalInterface
interface VendorOrder {

    /// The preferred one first; those left out do not serve the primitive.
    List<CryptoVendor> of(Primitive primitive);

    /// The fastest first, as measured by `PrimitivesBenchmark`, with one exception: keys for ECDSA live
    /// long, and the JDK's arithmetic is made to take the same time whatever the key, so it comes before
    /// BouncyCastle's, which is faster.
    static VendorOrder fastest() {
        return primitive ->
                switch (primitive.kind()) {
                    case RANDOM, AEAD, HASH, HKDF, KEM ->
                            List.of(JDK, ACCP, CONSCRYPT, BOUNCYCASTLE);
                    case DECRYPTION -> List.of(BOUNCYCASTLE);
                    case KEY_EXCHANGE -> keyExchange(NamedGroup.valueOf(primitive.name()));
                    case SIGNATURE -> signatures(KeyType.valueOf(primitive.name()));
                };
    }

    /// The same for every primitive.
    static VendorOrder fixed(List<CryptoVendor> order) {
        List<CryptoVendor> fixed = List.copyOf(order);
        return _ -> fixed;
    }

    private static List<CryptoVendor> keyExchange(NamedGroup group) {
        return switch (group) {
            case SECP256R1, SECP384R1, SECP521R1 -> List.of(ACCP, CONSCRYPT, BOUNCYCASTLE, JDK);
            case X25519, X448 -> List.of(CONSCRYPT, BOUNCYCASTLE, JDK);
            case FFDHE2048, FFDHE3072, FFDHE4096 -> List.of(JDK, BOUNCYCASTLE);
            case SECP256R1MLKEM768, X25519MLKEM768, SECP384R1MLKEM1024 ->
                    throw new IllegalArgumentException(group + " (expected: no hybrid)");
        };
    }

    private static List<CryptoVendor> signatures(KeyType keyType) {
        return switch (keyType) {
            case RSA, RSA_PSS, EC_P256, EC_P384, EC_P521 ->
                    List.of(ACCP, CONSCRYPT, JDK, BOUNCYCASTLE);
            case ED25519 -> List.of(CONSCRYPT, ACCP, BOUNCYCASTLE, JDK);
            case ED448 -> List.of(BOUNCYCASTLE, JDK);
        };
    }
}
