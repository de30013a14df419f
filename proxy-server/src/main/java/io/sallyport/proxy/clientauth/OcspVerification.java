package io.sallyport.proxy.clientauth;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.cert.CertificateEncodingException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.SingleResp;
import org.jspecify.annotations.Nullable;

/// Whether bytes are an answer to a question, by somebody who may give it (RFC 6960, section 3.2).
///
/// @param validity what time it is
/// @param maxAge how old an answer may be that does not say when there will be a newer one
record OcspVerification(OcspQuestion question, Validity validity, Duration maxAge) {
    /// By which an answer may name the issuer. No trust rests on them: the signature is over more.
    private static final Set<ASN1ObjectIdentifier> HASHES =
            Set.of(
                    OIWObjectIdentifiers.idSHA1,
                    NISTObjectIdentifiers.id_sha256,
                    NISTObjectIdentifiers.id_sha384,
                    NISTObjectIdentifiers.id_sha512);

    /// @param encoded whatever somebody sent
    /// @param nonce that the request had; null if there was none. An answer without one is taken all the same (RFC 9654,
    ///     section 2.1): many responders sign theirs beforehand
    /// @throws OcspFaultException if it is no answer, or none that counts
    OcspAnswer.Status verify(byte[] encoded, byte @Nullable [] nonce) throws OcspFaultException {
        BasicOCSPResp response = parse(encoded);
        SingleResp about = about(response);
        requireKnownExtensions(response, about);
        OcspSigner signer = OcspSigner.of(response, question.issuer(), validity);
        requireNonce(response, nonce);
        Instant thisUpdate = about.getThisUpdate().toInstant();
        Date next = about.getNextUpdate();
        Instant nextUpdate = next == null ? null : next.toInstant();
        requireCurrent(thisUpdate, nextUpdate);
        CertificateStatus status = about.getCertStatus();
        return new OcspAnswer.Status(
                result(status),
                thisUpdate,
                nextUpdate,
                status instanceof RevokedStatus revoked
                        ? revoked.getRevocationTime().toInstant()
                        : null,
                signer.delegate());
    }

    private static BasicOCSPResp parse(byte[] encoded) throws OcspFaultException {
        try {
            OCSPResp response = new OCSPResp(encoded);
            if (response.getStatus() != OCSPResp.SUCCESSFUL) {
                throw new OcspFaultException(
                        OcspResult.UNSUCCESSFUL,
                        "refuses to answer (" + statusWords(response.getStatus()) + ")");
            }
            if (response.getResponseObject() instanceof BasicOCSPResp basic) {
                return basic;
            }
        } catch (IOException | OCSPException | RuntimeException _) {
            // a parser that trips over bytes from outside is no fault of ours
        }
        throw new OcspFaultException(
                OcspResult.MALFORMED, "sent something that is no OCSP response");
    }

    /// The names of RFC 6960, section 4.2.1.
    private static String statusWords(int status) {
        return switch (status) {
            case OCSPResp.MALFORMED_REQUEST -> "malformedRequest";
            case OCSPResp.INTERNAL_ERROR -> "internalError";
            case OCSPResp.TRY_LATER -> "tryLater";
            case OCSPResp.SIG_REQUIRED -> "sigRequired";
            case OCSPResp.UNAUTHORIZED -> "unauthorized";
            default -> "status " + status;
        };
    }

    private SingleResp about(BasicOCSPResp response) throws OcspFaultException {
        try {
            for (SingleResp each : response.getResponses()) {
                if (isAboutIt(each.getCertID())) {
                    return each;
                }
            }
        } catch (OCSPException | CertificateEncodingException | RuntimeException _) {
            throw new OcspFaultException(
                    OcspResult.MALFORMED, "sent an OCSP response that cannot be read");
        }
        throw new OcspFaultException(
                OcspResult.MISMATCHED, "sent an answer that is about another certificate");
    }

    private boolean isAboutIt(CertificateID id) throws OCSPException, CertificateEncodingException {
        return id.getSerialNumber().equals(question.certificate().getSerialNumber())
                && HASHES.contains(id.getHashAlgOID())
                && id.matchesIssuer(
                        new JcaX509CertificateHolder(question.issuer()), OcspRequest.digests());
    }

    /// Nothing that is critical is known here.
    private static void requireKnownExtensions(BasicOCSPResp response, SingleResp about)
            throws OcspFaultException {
        if (!response.getCriticalExtensionOIDs().isEmpty()
                || !about.getCriticalExtensionOIDs().isEmpty()) {
            throw new OcspFaultException(
                    OcspResult.MALFORMED, "sent an answer with a critical extension");
        }
    }

    private static void requireNonce(BasicOCSPResp response, byte @Nullable [] nonce)
            throws OcspFaultException {
        Extension answered = response.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce);
        if (nonce != null && answered != null && !MessageDigest.isEqual(nonce, value(answered))) {
            throw new OcspFaultException(
                    OcspResult.MISMATCHED, "sent an answer to another request (another nonce)");
        }
    }

    private static byte[] value(Extension nonce) throws OcspFaultException {
        try {
            return ASN1OctetString.getInstance(nonce.getParsedValue()).getOctets();
        } catch (RuntimeException _) {
            throw new OcspFaultException(
                    OcspResult.MISMATCHED, "sent an answer with a nonce that cannot be read");
        }
    }

    private void requireCurrent(Instant thisUpdate, @Nullable Instant nextUpdate)
            throws OcspFaultException {
        if (validity.isYetToCome(thisUpdate)) {
            throw new OcspFaultException(
                    OcspResult.STALE,
                    "sent an answer that is not valid before "
                            + Validity.words(thisUpdate)
                            + "; "
                            + validity.clock());
        }
        Instant end = nextUpdate == null ? thisUpdate.plus(maxAge) : nextUpdate;
        if (validity.isOver(end)) {
            throw new OcspFaultException(
                    OcspResult.STALE,
                    "sent an answer that was valid until "
                            + Validity.words(end)
                            + "; "
                            + validity.clock());
        }
    }

    /// BouncyCastle has null for "good".
    private static OcspResult result(@Nullable CertificateStatus status) {
        if (status == null) {
            return OcspResult.GOOD;
        }
        return status instanceof RevokedStatus ? OcspResult.REVOKED : OcspResult.UNKNOWN;
    }
}
