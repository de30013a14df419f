package io.sallyport.proxy.credential;

import io.sallyport.tls.credential.OcspResponse;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.SingleResp;

/// Reads an OCSP response (RFC 6960), and looks whether clients would take it.
final class OcspResponseFile {
    /// Far more than any responder sends.
    private static final long LARGEST = 64 * 1024;

    private OcspResponseFile() {}

    /// @param name what problems call the file
    /// @throws UnusableException if it is no response, or none that is good for the certificate now
    static OcspResponse read(Path file, String name, X509Certificate certificate, Instant now)
            throws UnusableException {
        byte[] encoded = bytes(file, name);
        check(single(encoded, name, certificate.getSerialNumber()), name, now);
        return new OcspResponse(encoded);
    }

    private static byte[] bytes(Path file, String name) throws UnusableException {
        try {
            if (Files.size(file) > LARGEST) {
                throw new UnusableException(
                        name + " is larger than 64 KiB; name a DER-encoded OCSP response");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UnusableException(name + " cannot be read (" + e.getMessage() + ")");
        }
    }

    private static SingleResp single(byte[] encoded, String name, BigInteger serialNumber)
            throws UnusableException {
        try {
            OCSPResp response = new OCSPResp(encoded);
            if (response.getStatus() != OCSPResp.SUCCESSFUL
                    || !(response.getResponseObject() instanceof BasicOCSPResp basic)) {
                throw new UnusableException(
                        name
                                + " is the refusal of a responder (status "
                                + response.getStatus()
                                + "); ask it again");
            }
            for (SingleResp each : basic.getResponses()) {
                if (each.getCertID().getSerialNumber().equals(serialNumber)) {
                    return each;
                }
            }
        } catch (IOException | OCSPException | RuntimeException e) {
            throw new UnusableException(
                    name + " is no OCSP response (" + e.getMessage() + "); name one in DER");
        }
        throw new UnusableException(
                name + " is for another certificate; ask the responder for this one");
    }

    private static void check(SingleResp response, String name, Instant now)
            throws UnusableException {
        Date until = response.getNextUpdate();
        if (until != null && until.toInstant().isBefore(now)) {
            throw new UnusableException(
                    name
                            + " is out of date since "
                            + until.toInstant()
                            + "; ask the responder anew");
        }
        // BouncyCastle has null for "good"
        if (response.getCertStatus() != null) {
            throw new UnusableException(
                    name + " says that the certificate is not good; have it issued anew");
        }
    }
}
