package io.sallyport.tls.crypto.choice;

import static io.sallyport.tls.crypto.choice.CryptoVendor.ACCP;
import static io.sallyport.tls.crypto.choice.CryptoVendor.BOUNCYCASTLE;
import static io.sallyport.tls.crypto.choice.CryptoVendor.CONSCRYPT;
import static io.sallyport.tls.crypto.choice.CryptoVendor.JDK;

import io.sallyport.tls.codepoint.NamedGroup;
import io.sallyport.tls.crypto.Primitive;
import java.util.List;

/// Which vendor is preferred for which primitive.
@FunctionalInterface
interface VendorOrder {

    /// The preferred one first; those left out do not serve the primitive.
    List<CryptoVendor> of(Primitive primitive);

    /// The fastest first, as measured by `PrimitivesBenchmark`.
    static VendorOrder fastest() {
        return primitive ->
                switch (primitive.kind()) {
                    case AEAD, HASH, HKDF -> List.of(JDK, ACCP, CONSCRYPT, BOUNCYCASTLE);
                    case SIGNATURE -> List.of(ACCP, CONSCRYPT, JDK, BOUNCYCASTLE);
                    case KEM -> List.of(JDK, BOUNCYCASTLE);
                    case RANDOM -> List.of(JDK, ACCP, BOUNCYCASTLE);
                    case KEY_EXCHANGE ->
                            isX25519(primitive)
                                    ? List.of(CONSCRYPT, BOUNCYCASTLE, JDK)
                                    : List.of(ACCP, CONSCRYPT, JDK, BOUNCYCASTLE);
                };
    }

    /// The same for every primitive.
    static VendorOrder fixed(List<CryptoVendor> order) {
        List<CryptoVendor> fixed = List.copyOf(order);
        return _ -> fixed;
    }

    private static boolean isX25519(Primitive primitive) {
        return primitive.name().equals(NamedGroup.X25519.name());
    }
}
