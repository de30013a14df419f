package io.sallyport.proxy.clientauth;

import io.sallyport.tls.alert.ClientCertificateRefusal;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.List;

/// What the certificates of a path are for (RFC 5280, sections 4.2.1.3 and 4.2.1.12). One that says nothing is for
/// everything. The purposes of an issuer bound those of what it issues, as everybody but the RFC has it.
final class Usage {
    private static final int DIGITAL_SIGNATURE = 0;
    private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";
    private static final String ANY = "2.5.29.37.0";

    private Usage() {}

    /// @param path whose last certificate is trusted, for whatever it is
    static void require(List<X509Certificate> path) throws RejectedException {
        X509Certificate client = path.getFirst();
        boolean[] keyUsage = client.getKeyUsage();
        if (keyUsage != null && !keyUsage[DIGITAL_SIGNATURE]) {
            throw new RejectedException(
                    ClientCertificateRefusal.WRONG_USAGE,
                    client,
                    "has a key usage without digitalSignature");
        }
        for (X509Certificate certificate : path.subList(0, path.size() - 1)) {
            purpose(certificate);
        }
    }

    private static void purpose(X509Certificate certificate) throws RejectedException {
        try {
            List<String> purposes = certificate.getExtendedKeyUsage();
            if (purposes != null && !purposes.contains(CLIENT_AUTH) && !purposes.contains(ANY)) {
                throw new RejectedException(
                        ClientCertificateRefusal.WRONG_USAGE,
                        certificate,
                        "has an extended key usage without clientAuth");
            }
        } catch (CertificateParsingException _) {
            throw new RejectedException(
                    ClientCertificateRefusal.INVALID,
                    certificate,
                    "has an extended key usage that cannot be read");
        }
    }
}
