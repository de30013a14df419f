package io.sallyport.proxy.clientauth;

import io.sallyport.tls.alert.ClientCertificateRefusal;
import io.sallyport.tls.crypto.KeyTypes;
import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.security.spec.PSSParameterSpec;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.jspecify.annotations.Nullable;

/// The floor for keys and signatures: what is good enough is listed, all else is not.
final class Strength {
    private static final int LEAST_RSA_BITS = 2048;
    private static final String PSS = "1.2.840.113549.1.1.10";
    private static final Set<String> HASHES = Set.of("SHA-256", "SHA-384", "SHA-512");

    /// RSA and ECDSA, each with SHA-256, SHA-384, SHA-512; Ed25519 and Ed448.
    private static final Set<String> SIGNATURES =
            Set.of(
                    "1.2.840.113549.1.1.11",
                    "1.2.840.113549.1.1.12",
                    "1.2.840.113549.1.1.13",
                    "1.2.840.10045.4.3.2",
                    "1.2.840.10045.4.3.3",
                    "1.2.840.10045.4.3.4",
                    "1.3.101.112",
                    "1.3.101.113");

    private Strength() {}

    /// @param path whose last certificate is trusted, so that its signature says nothing
    static void require(List<X509Certificate> path) throws RejectedException {
        for (X509Certificate certificate : path) {
            key(certificate);
        }
        for (X509Certificate certificate : path.subList(0, path.size() - 1)) {
            if (!isSignedWell(certificate)) {
                throw new RejectedException(
                        ClientCertificateRefusal.WEAK,
                        certificate,
                        "is signed by a scheme that is not good enough; SHA-256 is the least");
            }
        }
    }

    private static void key(X509Certificate certificate) throws RejectedException {
        try {
            KeyTypes.of(certificate.getPublicKey());
        } catch (InvalidKeyException _) {
            throw new RejectedException(
                    ClientCertificateRefusal.UNSUPPORTED,
                    certificate,
                    "has a key that is neither RSA nor of P-256, P-384, P-521, Ed25519 or Ed448");
        }
        if (certificate.getPublicKey() instanceof RSAKey rsa
                && rsa.getModulus().bitLength() < LEAST_RSA_BITS) {
            throw new RejectedException(
                    ClientCertificateRefusal.WEAK,
                    certificate,
                    "has an RSA key of "
                            + rsa.getModulus().bitLength()
                            + " bits; 2,048 are the least");
        }
    }

    private static boolean isSignedWell(X509Certificate certificate) {
        return isGood(certificate.getSigAlgOID(), certificate.getSigAlgParams());
    }

    /// Whether signatures by this algorithm are good enough.
    static boolean isGood(AlgorithmIdentifier algorithm) throws IOException {
        return isGood(
                algorithm.getAlgorithm().getId(),
                algorithm.getParameters() == null
                        ? null
                        : algorithm.getParameters().toASN1Primitive().getEncoded());
    }

    private static boolean isGood(String algorithm, byte @Nullable [] parameters) {
        return algorithm.equals(PSS)
                ? parameters != null && hasGoodHash(parameters)
                : SIGNATURES.contains(algorithm);
    }

    private static boolean hasGoodHash(byte[] pssParameters) {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("RSASSA-PSS");
            parameters.init(pssParameters);
            return HASHES.contains(
                    parameters.getParameterSpec(PSSParameterSpec.class).getDigestAlgorithm());
        } catch (GeneralSecurityException | IOException _) {
            return false;
        }
    }
}
