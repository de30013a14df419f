package io.sallyport.proxy.clientauth;

import io.sallyport.config.model.AllowedClient;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.regex.Pattern;

/// Whom certificates have to name.
///
/// @param allowed of which one has to fit; if there are none, everybody does
record AllowList(List<AllowedClient> allowed) {
    /// What the `*` of a DNS name stands for: one label, and no wildcard.
    private static final Pattern LABEL = Pattern.compile("[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?");

    AllowList {
        allowed = List.copyOf(allowed);
    }

    boolean contains(X509Certificate certificate, byte[] encoded, SubjectNames names) {
        return allowed.isEmpty()
                || allowed.stream().anyMatch(wanted -> fits(wanted, certificate, encoded, names));
    }

    private static boolean fits(
            AllowedClient wanted, X509Certificate certificate, byte[] encoded, SubjectNames names) {
        return wanted.uri()
                        .map(pattern -> names.uris().stream().anyMatch(pattern::matches))
                        .orElse(true)
                && wanted.dns()
                        .map(pattern -> names.dns().stream().anyMatch(name -> isDns(pattern, name)))
                        .orElse(true)
                && wanted.subjectCn()
                        .map(name -> names.commonName().filter(name::equals).isPresent())
                        .orElse(true)
                && wanted.email()
                        .map(pattern ->
                                names.emails().stream().anyMatch(name -> isEmail(pattern, name)))
                        .orElse(true)
                && wanted.ip()
                        .map(network -> names.addresses().stream().anyMatch(network::contains))
                        .orElse(true)
                && wanted.issuer().map(certificate.getIssuerX500Principal()::equals).orElse(true)
                && wanted.fingerprint().map(Fingerprints.sha256(encoded)::equals).orElse(true)
                && wanted.publicKey()
                        .map(Fingerprints.sha256(certificate.getPublicKey().getEncoded())::equals)
                        .orElse(true);
    }

    private static boolean isDns(String pattern, String name) {
        if (!pattern.startsWith("*.")) {
            return pattern.equals(name);
        }
        String suffix = pattern.substring(1);
        return name.endsWith(suffix)
                && LABEL.matcher(name.substring(0, name.length() - suffix.length())).matches();
    }

    /// The part before the `@` is compared as it is written, that behind it without regard to case (RFC 5280, section
    /// 7.5).
    private static boolean isEmail(String pattern, String name) {
        int at = name.lastIndexOf('@');
        int patternAt = pattern.indexOf('@');
        return at > 0
                && pattern.substring(patternAt).equalsIgnoreCase(name.substring(at))
                && (pattern.startsWith("*@")
                        || pattern.substring(0, patternAt).equals(name.substring(0, at)));
    }
}
