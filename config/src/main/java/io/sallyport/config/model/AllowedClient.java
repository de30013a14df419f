package io.sallyport.config.model;

import java.util.Optional;
import javax.security.auth.x500.X500Principal;

/// What a client's certificate has to hold for its client to be let in: all that is given here.
///
/// @param uri a subject alternative name, such as a SPIFFE id
/// @param dns a subject alternative name in lower case, exact or `*.` before a name
/// @param subjectCn the one common name of the subject
/// @param email a subject alternative name, exact or `*@` before a domain
/// @param ip where a subject alternative name is in
/// @param issuer who issued the certificate
/// @param fingerprint SHA-256 of the certificate, 64 hexadecimal digits in lower case
/// @param publicKey SHA-256 of its SubjectPublicKeyInfo, likewise
public record AllowedClient(
        Optional<UriPattern> uri,
        Optional<String> dns,
        Optional<String> subjectCn,
        Optional<String> email,
        Optional<Network> ip,
        Optional<X500Principal> issuer,
        Optional<String> fingerprint,
        Optional<String> publicKey) {}
