package io.sallyport.proxy.credential;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/// The names that a certificate is for (RFC 9525): its subjectAltName. The common name does not count.
///
/// @param dns in lower case
/// @param addresses IP addresses; clients that connect to an address send no server name
record CertificateNames(List<String> dns, List<String> addresses) {
    private static final int DNS = 2;
    private static final int ADDRESS = 7;

    CertificateNames {
        dns = List.copyOf(dns);
        addresses = List.copyOf(addresses);
    }

    static CertificateNames of(X509Certificate certificate) throws UnusableException {
        List<String> dns = new ArrayList<>();
        List<String> addresses = new ArrayList<>();
        try {
            Collection<List<?>> names =
                    Objects.requireNonNullElse(
                            certificate.getSubjectAlternativeNames(), List.<List<?>>of());
            for (List<?> name : names) {
                switch ((Integer) name.getFirst()) {
                    case DNS -> dns.add(((String) name.get(1)).toLowerCase(Locale.ROOT));
                    case ADDRESS -> addresses.add((String) name.get(1));
                    default -> {
                        // mail addresses, URIs: of no use to a TLS server
                    }
                }
            }
        } catch (CertificateParsingException _) {
            throw new UnusableException("has names that cannot be read; have it issued anew");
        }
        return new CertificateNames(dns, addresses);
    }

    /// Whether a client that asks for `name` would accept the certificate.
    boolean cover(String name) {
        if (dns.contains(name)) {
            return true;
        }
        int dot = name.indexOf('.');
        return dot > 0 && dns.contains("*" + name.substring(dot));
    }
}
