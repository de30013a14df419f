package io.sallyport.tls.keys;

import io.sallyport.tls.codepoint.HashAlgorithm;
import io.sallyport.tls.crypto.CryptoProvider;
import io.sallyport.tls.crypto.Hkdf;
import io.sallyport.tls.crypto.Secret;

/// What the keys of a connection's tickets come from (RFC 9846, sections 4.7.1 and 7.1).
public final class ResumptionSecret implements AutoCloseable {
    private final CryptoProvider crypto;
    private final HashAlgorithm algorithm;
    private final Secret secret;

    ResumptionSecret(CryptoProvider crypto, HashAlgorithm algorithm, Secret secret) {
        this.crypto = crypto;
        this.algorithm = algorithm;
        this.secret = secret;
    }

    /// The key of one ticket. The receiver closes it.
    ///
    /// @param ticketNonce another one for each of the connection's tickets
    public Secret preSharedKey(byte[] ticketNonce) {
        Hkdf hkdf = crypto.hkdf(algorithm);
        return HkdfLabel.expand(hkdf, secret, "resumption", ticketNonce, hkdf.hashLength());
    }

    /// The secret itself.
    Secret secret() {
        return secret;
    }

    @Override
    public void close() {
        secret.close();
    }
}
