package io.sallyport.proxy.clientauth;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;

/// Where a certificate says that its status is told (RFC 5280, section 4.2.2.1).
final class OcspResponder {
    private static final int LONGEST = 1024;

    private OcspResponder() {}

    /// The first address by HTTP; empty if there is none.
    static Optional<URI> of(OcspQuestion question) {
        byte[] encoded =
                question.certificate().getExtensionValue(Extension.authorityInfoAccess.getId());
        if (encoded == null) {
            return Optional.empty();
        }
        try {
            AuthorityInformationAccess access =
                    AuthorityInformationAccess.getInstance(
                            ASN1OctetString.getInstance(encoded).getOctets());
            return Stream.of(access.getAccessDescriptions())
                    .filter(each -> each.getAccessMethod().equals(AccessDescription.id_ad_ocsp))
                    .map(AccessDescription::getAccessLocation)
                    .filter(name -> name.getTagNo() == GeneralName.uniformResourceIdentifier)
                    .flatMap(name -> parse(name.getName().toString()).stream())
                    .findFirst();
        } catch (RuntimeException _) {
            // what a CA wrote there cannot be read
            return Optional.empty();
        }
    }

    /// Whatever else a CA may name (files, directories) is not opened.
    private static Optional<URI> parse(String text) {
        try {
            URI uri = new URI(text);
            boolean http =
                    "http".equalsIgnoreCase(uri.getScheme())
                            || "https".equalsIgnoreCase(uri.getScheme());
            return http
                            && uri.getHost() != null
                            && uri.getRawUserInfo() == null
                            && text.length() <= LONGEST
                    ? Optional.of(uri)
                    : Optional.empty();
        } catch (URISyntaxException _) {
            return Optional.empty();
        }
    }
}
