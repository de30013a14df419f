package io.sallyport.config.model;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// One certificate that a listener can show, as files.
///
/// @param chain PEM: the certificate of the server first, then each issuer
/// @param key PEM: the private key to the first certificate
/// @param passphrase of the key, when it is encrypted
/// @param serverNames to use this certificate for, in lower case, exact or `*.` before a name;
///   empty: the names in the certificate
/// @param ocspResponse DER: what the issuer's OCSP responder says of the first certificate
public record CertificateFiles(
        Path chain,
        Path key,
        Optional<PassphraseSource> passphrase,
        List<String> serverNames,
        Optional<Path> ocspResponse) {

    public CertificateFiles {
        serverNames = List.copyOf(serverNames);
    }

    /// A certificate with a key that is not encrypted, for the names in the certificate.
    public static CertificateFiles of(Path chain, Path key) {
        return new CertificateFiles(chain, key, Optional.empty(), List.of(), Optional.empty());
    }

    /// The same with an encrypted key.
    public CertificateFiles withPassphrase(PassphraseSource source) {
        return new CertificateFiles(chain, key, Optional.of(source), serverNames, ocspResponse);
    }

    /// The same for these names instead of the ones in the certificate.
    public CertificateFiles withServerNames(List<String> names) {
        return new CertificateFiles(chain, key, passphrase, names, ocspResponse);
    }

    /// The same with a response to staple.
    public CertificateFiles withOcspResponse(Path file) {
        return new CertificateFiles(chain, key, passphrase, serverNames, Optional.of(file));
    }
}
