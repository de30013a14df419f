package io.sallyport.proxy.clientauth;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.jspecify.annotations.Nullable;

/// Who signed an answer, and may (RFC 6960, section 4.2.2.2): the issuer itself, or a responder to whom the issuer, and
/// nobody above it, has given a certificate for that.
///
/// Such a responder's own certificate is not asked about, because that would need another answer. It is looked for in the
/// CRLs, if there are any; otherwise it counts while it is valid, `id-pkix-ocsp-nocheck` in it or not.
///
/// @param delegate the responder's certificate; null if the issuer signed
record OcspSigner(@Nullable X509Certificate delegate) {
    private static final int DIGITAL_SIGNATURE = 0;

    /// Responders send one.
    private static final int MOST_CERTIFICATES = 4;

    /// @throws OcspFaultException if it is neither, or the signature is wrong or weak
    static OcspSigner of(BasicOCSPResp response, X509Certificate issuer, Validity validity)
            throws OcspFaultException {
        try {
            if (!Strength.isGood(response.getSignatureAlgorithmID())) {
                throw untrusted(
                        "is signed by a scheme that is not good enough; SHA-256 is the least");
            }
            RespID named = response.getResponderId();
            if (isNamed(named, issuer)) {
                requireSignature(response, issuer.getPublicKey());
                return new OcspSigner(null);
            }
            X509Certificate delegate = delegate(response, named);
            requireDelegated(delegate, issuer, validity);
            requireSignature(response, delegate.getPublicKey());
            return new OcspSigner(delegate);
        } catch (GeneralSecurityException
                | IOException
                | OCSPException
                | OperatorCreationException
                | RuntimeException _) {
            // keys of another kind than the signature, names that cannot be read
            throw untrusted("has a signature or a signer that cannot be read");
        }
    }

    private static boolean isNamed(RespID named, X509Certificate certificate)
            throws OCSPException, OperatorCreationException {
        RespID byName =
                new RespID(
                        X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded()));
        RespID byKey =
                new RespID(
                        SubjectPublicKeyInfo.getInstance(certificate.getPublicKey().getEncoded()),
                        OcspRequest.digests().get(CertificateID.HASH_SHA1));
        return named.equals(byName) || named.equals(byKey);
    }

    private static X509Certificate delegate(BasicOCSPResp response, RespID named)
            throws GeneralSecurityException,
                    OCSPException,
                    OperatorCreationException,
                    OcspFaultException {
        X509CertificateHolder[] sent = response.getCerts();
        for (X509CertificateHolder each :
                List.of(sent).subList(0, Math.min(sent.length, MOST_CERTIFICATES))) {
            X509Certificate certificate = new JcaX509CertificateConverter().getCertificate(each);
            if (isNamed(named, certificate)) {
                return certificate;
            }
        }
        throw untrusted(
                "is signed neither by the certificate's issuer nor by a responder whose certificate came along");
    }

    private static void requireDelegated(
            X509Certificate delegate, X509Certificate issuer, Validity validity)
            throws GeneralSecurityException, OcspFaultException {
        if (!delegate.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) {
            throw untrusted("is signed by a responder that another CA has certified");
        }
        List<X509Certificate> path = List.of(delegate, issuer);
        try {
            Strength.require(path);
            validity.require(List.of(delegate));
        } catch (RejectedException e) {
            throw untrusted("is signed by a responder whose certificate " + e.getMessage());
        }
        if (!isFor(delegate)) {
            throw untrusted(
                    "is signed by a responder whose certificate is not for signing OCSP responses");
        }
        try {
            delegate.verify(issuer.getPublicKey());
        } catch (GeneralSecurityException _) {
            throw untrusted("is signed by a responder whose certificate the issuer has not signed");
        }
    }

    private static boolean isFor(X509Certificate delegate) throws GeneralSecurityException {
        boolean[] usage = delegate.getKeyUsage();
        List<String> purposes =
                Optional.ofNullable(delegate.getExtendedKeyUsage()).orElse(List.of());
        return !delegate.hasUnsupportedCriticalExtension()
                && purposes.contains(KeyPurposeId.id_kp_OCSPSigning.getId())
                && (usage == null || usage[DIGITAL_SIGNATURE]);
    }

    private static void requireSignature(BasicOCSPResp response, PublicKey key)
            throws OCSPException, OperatorCreationException, OcspFaultException {
        if (!response.isSignatureValid(new JcaContentVerifierProviderBuilder().build(key))) {
            throw untrusted("has a signature that is wrong");
        }
    }

    private static OcspFaultException untrusted(String words) {
        return new OcspFaultException(OcspResult.UNTRUSTED, "sent an answer that " + words);
    }
}
