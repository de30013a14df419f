package io.sallyport.tls.credential;

import io.sallyport.tls.crypto.DecryptionKey;
import io.sallyport.tls.crypto.SigningKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Who we are: a certificate chain, the key that belongs to it, and the names it serves.
///
/// @param name what the configuration, metrics and logs call it
/// @param decryption of the same private key, for clients that encrypt to it; null if there is none
/// @param serverNames DNS names in lower case, exact (`www.example.com`) or with a leading wildcard
///     label (`*.example.com`)
/// @param ocspResponse for the end-entity certificate, or null
public record Credential(
        String name,
        CertificateChain chain,
        SigningKey key,
        @Nullable DecryptionKey decryption,
        List<String> serverNames,
        @Nullable OcspResponse ocspResponse) {

    /// A credential that only signs, without a stapled response.
    public Credential(
            String name, CertificateChain chain, SigningKey key, List<String> serverNames) {
        this(name, chain, key, null, serverNames, null);
    }

    public Credential {
        serverNames = List.copyOf(serverNames);
    }

    /// The same with a key that decrypts.
    public Credential withDecryption(DecryptionKey other) {
        return new Credential(name, chain, key, other, serverNames, ocspResponse);
    }

    /// The same with a stapled response.
    public Credential withOcspResponse(OcspResponse response) {
        return new Credential(name, chain, key, decryption, serverNames, response);
    }
}
