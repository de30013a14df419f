package io.sallyport.tls.keys;

import io.sallyport.tls.codepoint.HashAlgorithm;
import io.sallyport.tls.crypto.CryptoProvider;
import io.sallyport.tls.crypto.Secret;

/// Makes what clients send to prove that they have a ticket's key.
public final class Binders {

    private Binders() {}

    /// @param transcriptHash up to the ClientHello without its binders
    public static byte[] of(
            CryptoProvider crypto,
            HashAlgorithm algorithm,
            Secret preSharedKey,
            byte[] transcriptHash) {
        Secret copy = Secret.owning(preSharedKey.bytes().clone());
        try (EarlySecrets early = EarlySecrets.of(crypto, algorithm, copy)) {
            return early.binder(transcriptHash);
        }
    }
}
