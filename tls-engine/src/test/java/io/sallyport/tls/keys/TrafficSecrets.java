package io.sallyport.tls.keys;

import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.crypto.CryptoProvider;
import io.sallyport.tls.crypto.Secret;

/// Makes traffic secrets of bytes that come from elsewhere: a key log, a published trace.
public final class TrafficSecrets {

    private TrafficSecrets() {}

    /// Takes a copy.
    public static TrafficSecret of(CryptoProvider crypto, CipherSuite suite, byte[] bytes) {
        return new TrafficSecret(crypto, suite, Secret.owning(bytes.clone()));
    }
}
