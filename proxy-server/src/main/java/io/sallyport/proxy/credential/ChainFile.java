package io.sallyport.proxy.credential;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bouncycastle.openssl.X509TrustedCertificateBlock;
import org.bouncycastle.util.io.pem.PemObject;

/// Reads the certificates of a PEM file. A private key may stand beside them.
final class ChainFile {
    private static final Set<String> CERTIFICATES = Set.of("CERTIFICATE", "X509 CERTIFICATE");
    private static final String TRUSTED = "TRUSTED CERTIFICATE";

    private ChainFile() {}

    /// At least one certificate, in the order of the file.
    static List<X509Certificate> read(PemFile file) throws UnusableException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (PemObject block : file.blocks()) {
            String type = block.getType();
            if (CERTIFICATES.contains(type) || type.equals(TRUSTED)) {
                certificates.add(certificate(file, block, certificates.size() + 1));
            }
        }
        if (certificates.isEmpty()) {
            throw new UnusableException(withoutCertificate(file));
        }
        return certificates;
    }

    private static X509Certificate certificate(PemFile file, PemObject block, int number)
            throws UnusableException {
        try {
            byte[] encoded =
                    block.getType().equals(TRUSTED)
                            ? new X509TrustedCertificateBlock(block.getContent())
                                    .getCertificateHolder()
                                    .getEncoded()
                            : block.getContent();
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(encoded));
        } catch (CertificateException | IOException | IllegalArgumentException _) {
            throw new UnusableException(
                    file.name()
                            + " holds a damaged certificate (number "
                            + number
                            + "); check it with openssl x509 -in FILE -text");
        }
    }

    private static String withoutCertificate(PemFile file) {
        boolean pkcs7 =
                file.blocks().stream().anyMatch(block -> block.getType().startsWith("PKCS7"));
        return file.name()
                + (pkcs7
                        ? " is PKCS#7; convert it with openssl pkcs7 -print_certs"
                        : " holds no certificate but "
                                + file.blocks().getFirst().getType()
                                + "; name the file with the certificate chain");
    }
}
