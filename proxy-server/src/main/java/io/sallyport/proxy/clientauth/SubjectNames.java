package io.sallyport.proxy.clientauth;

import java.net.InetAddress;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.ASN1UniversalString;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;

/// Whom a certificate names (RFC 5280, sections 4.1.2.6 and 4.2.1.6).
///
/// @param commonName of the subject, as written; empty if it has none, or several
/// @param dns in lower case
/// @param uris as written
/// @param emails as written
/// @param addresses IP addresses
public record SubjectNames(
        Optional<String> commonName,
        List<String> dns,
        List<String> uris,
        List<String> emails,
        List<InetAddress> addresses) {
    private static final int EMAIL = 1;
    private static final int DNS = 2;
    private static final int URI = 6;
    private static final int ADDRESS = 7;

    static final SubjectNames NONE =
            new SubjectNames(Optional.empty(), List.of(), List.of(), List.of(), List.of());

    public SubjectNames {
        dns = List.copyOf(dns);
        uris = List.copyOf(uris);
        emails = List.copyOf(emails);
        addresses = List.copyOf(addresses);
    }

    /// The names in a certificate.
    ///
    /// @throws CertificateParsingException if one cannot be read
    public static SubjectNames of(X509Certificate certificate) throws CertificateParsingException {
        List<String> dns = new ArrayList<>();
        List<String> uris = new ArrayList<>();
        List<String> emails = new ArrayList<>();
        List<InetAddress> addresses = new ArrayList<>();
        Collection<List<?>> names = certificate.getSubjectAlternativeNames();
        for (List<?> name : names == null ? List.<List<?>>of() : names) {
            switch ((Integer) name.getFirst()) {
                case EMAIL -> emails.add((String) name.get(1));
                case DNS -> dns.add(((String) name.get(1)).toLowerCase(Locale.ROOT));
                case URI -> uris.add((String) name.get(1));
                case ADDRESS -> addresses.add(InetAddress.ofLiteral((String) name.get(1)));
                default -> {
                    // directory names and others: nobody is let in by them
                }
            }
        }
        return new SubjectNames(commonName(certificate), dns, uris, emails, addresses);
    }

    /// The Java platform's name of a subject does not tell a common name from what looks like one. A UniversalString has no
    /// text here but digits.
    private static Optional<String> commonName(X509Certificate certificate) {
        RDN[] found =
                X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded())
                        .getRDNs(BCStyle.CN);
        return found.length == 1
                        && !found[0].isMultiValued()
                        && found[0].getFirst().getValue() instanceof ASN1String text
                        && !(text instanceof ASN1UniversalString)
                ? Optional.of(text.getString())
                : Optional.empty();
    }
}
