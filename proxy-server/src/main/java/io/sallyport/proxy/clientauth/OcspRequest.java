package io.sallyport.proxy.clientauth;

import java.io.IOException;
import java.security.SecureRandom;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReqBuilder;
import org.bouncycastle.operator.DigestCalculatorProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.jspecify.annotations.Nullable;

/// A question in the form in which a responder takes it: for one certificate, not signed (RFC 6960, section 4.1).
final class OcspRequest {
    /// Bytes of a nonce (RFC 9654, section 2.1).
    private static final int NONCE = 32;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] encoded;
    private final byte @Nullable [] nonce;

    private OcspRequest(byte[] encoded, byte @Nullable [] nonce) {
        this.encoded = encoded;
        this.nonce = nonce;
    }

    /// @param withNonce whether the answer has to be made for this request, where the responder can do that
    static OcspRequest of(OcspQuestion question, boolean withNonce) {
        try {
            OCSPReqBuilder builder = new OCSPReqBuilder();
            builder.addRequest(
                    new CertificateID(
                            // SHA-1, because responders look their answers up by it (RFC 5019,
                            // section 2.1.1): a name
                            // for the issuer, on which no trust rests
                            digests().get(CertificateID.HASH_SHA1),
                            new JcaX509CertificateHolder(question.issuer()),
                            question.certificate().getSerialNumber()));
            byte[] nonce = withNonce ? new byte[NONCE] : null;
            if (nonce != null) {
                RANDOM.nextBytes(nonce);
                builder.setRequestExtensions(
                        new Extensions(
                                new Extension(
                                        OCSPObjectIdentifiers.id_pkix_ocsp_nonce,
                                        false,
                                        new DEROctetString(nonce).getEncoded())));
            }
            return new OcspRequest(builder.build().getEncoded(), nonce);
        } catch (OCSPException
                | OperatorCreationException
                | IOException
                | java.security.cert.CertificateEncodingException e) {
            throw new IllegalStateException("a verified certificate can be asked about", e);
        }
    }

    static DigestCalculatorProvider digests() {
        try {
            return new JcaDigestCalculatorProviderBuilder().build();
        } catch (OperatorCreationException e) {
            throw new IllegalStateException("every Java platform has digests", e);
        }
    }

    /// Not a copy.
    byte[] encoded() {
        return encoded;
    }

    /// Null if there is none. Not a copy.
    byte @Nullable [] nonce() {
        return nonce;
    }
}
