package io.sallyport.proxy.identity;

import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/// Certificates as text.
final class CertificateText {
    private static final Base64.Encoder LINES =
            Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

    private CertificateText() {}

    /// A Byte Sequence of Structured Fields (RFC 9440, section 2.1).
    static String byteSequence(X509Certificate certificate) {
        return ':' + Base64.getEncoder().encodeToString(encoded(certificate)) + ':';
    }

    /// A List of such.
    static String byteSequences(List<X509Certificate> certificates) {
        return certificates.stream()
                .map(CertificateText::byteSequence)
                .collect(Collectors.joining(", "));
    }

    /// PEM in the percent-encoding that Envoy uses for it.
    static String urlEncodedPem(List<X509Certificate> certificates) {
        return certificates.stream()
                .map(CertificateText::pem)
                .collect(Collectors.joining())
                .replace("\n", "%0A")
                .replace(" ", "%20")
                .replace("+", "%2B")
                .replace("/", "%2F")
                .replace("=", "%3D");
    }

    private static String pem(X509Certificate certificate) {
        return "-----BEGIN CERTIFICATE-----\n"
                + LINES.encodeToString(encoded(certificate))
                + "\n-----END CERTIFICATE-----\n";
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("it came encoded", e);
        }
    }
}
