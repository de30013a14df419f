package io.sallyport.tls.credential;

import io.sallyport.tls.crypto.SigningKey;
import java.util.List;

/// Who we are: a certificate chain, the key that belongs to it, and the names it serves.
///
/// @param name what the configuration, metrics and logs call it
/// @param serverNames DNS names in lower case, exact (`www.example.com`) or with a leading wildcard
///     label (`*.example.com`)
public record Credential(
        String name, CertificateChain chain, SigningKey key, List<String> serverNames) {

    public Credential {
        serverNames = List.copyOf(serverNames);
    }
}
