package io.sallyport.proxy.clientauth;

import java.io.IOException;
import java.math.BigInteger;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1Enumerated;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.CertificateList;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.bouncycastle.asn1.x509.TBSCertList;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.cert.X509CRLHolder;
import org.bouncycastle.operator.OperatorCreationException;
import org.jspecify.annotations.Nullable;

/// A CRL (RFC 5280, section 5): which of its issuer's certificates are revoked; perhaps with a delta CRL applied to it, or a
/// delta CRL itself. Immutable, but that it remembers by which keys it is signed. Thread-safe.
public final class RevocationList {
    private static final int CRL_SIGN = 6;

    /// Those that are understood. The identifier of the issuer's key is one, because signatures are tried.
    private static final Set<ASN1ObjectIdentifier> KNOWN =
            Set.of(
                    Extension.authorityKeyIdentifier,
                    Extension.cRLNumber,
                    Extension.deltaCRLIndicator,
                    Extension.issuingDistributionPoint);

    private final String source;
    private final byte[] encoded;
    private final X500Principal issuer;
    private final Instant thisUpdate;
    private final Instant nextUpdate;
    private final @Nullable IssuingDistributionPoint scope;
    private final @Nullable BigInteger number;
    private final @Nullable BigInteger base;
    private final SerialSet serials;

    /// Of a delta CRL: those that are not revoked any more.
    private final SerialSet removed;

    private final @Nullable RevocationList delta;
    private final ConcurrentMap<String, Boolean> signedBy = new ConcurrentHashMap<>();

    private RevocationList(String source, byte[] encoded, X509CRLHolder crl)
            throws IOException, UnusableListException {
        this.source = source;
        this.encoded = encoded;
        this.issuer = new X500Principal(crl.getIssuer().getEncoded());
        this.thisUpdate = crl.getThisUpdate().toInstant();
        TBSCertList content = crl.toASN1Structure().getTBSCertList();
        this.nextUpdate = nextUpdate(content.getNextUpdate());
        this.scope = scope(crl);
        this.number = number(crl, Extension.cRLNumber);
        this.base = number(crl, Extension.deltaCRLIndicator);
        EncodedCrl entries = new EncodedCrl(encoded);
        this.serials =
                SerialSet.of(
                        base == null
                                ? entries::serials
                                : () -> entries.serials(entry -> !isRemoval(entry)));
        this.removed =
                SerialSet.of(
                        base == null
                                ? List.of()
                                : () -> entries.serials(RevocationList::isRemoval));
        this.delta = null;
    }

    /// A complete CRL with a delta CRL applied.
    private RevocationList(RevocationList complete, RevocationList delta) {
        this.source = complete.source;
        this.encoded = complete.encoded;
        this.issuer = complete.issuer;
        this.thisUpdate = delta.thisUpdate;
        this.nextUpdate = delta.nextUpdate;
        this.scope = complete.scope;
        this.number = delta.number;
        this.base = null;
        this.serials = complete.serials;
        this.removed = complete.removed;
        this.delta = delta;
    }

    /// Reads one.
    ///
    /// @param source what the operator calls the file
    /// @param encoded in DER; kept, and not to be changed
    public static RevocationList parse(String source, byte[] encoded) throws UnusableListException {
        try {
            return new RevocationList(source, encoded, new X509CRLHolder(encoded));
        } catch (IOException | RuntimeException _) {
            throw new UnusableListException(
                    "holds a CRL that cannot be read; check it with openssl crl -in FILE -text");
        }
    }

    /// What the operator calls the file.
    public String source() {
        return source;
    }

    public X500Principal issuer() {
        return issuer;
    }

    /// When it was issued.
    public Instant thisUpdate() {
        return thisUpdate;
    }

    /// When the next one is due.
    public Instant nextUpdate() {
        return nextUpdate;
    }

    /// Whether it tells of this certificate, were it its issuer's.
    boolean covers(X509Certificate certificate) {
        boolean authority = certificate.getBasicConstraints() >= 0;
        return scope == null
                || (authority ? !scope.onlyContainsUserCerts() : !scope.onlyContainsCACerts());
    }

    /// Whether it lists a certificate of its issuer, which takes as long however many it lists.
    public boolean contains(BigInteger serial) {
        if (delta != null) {
            if (delta.removed.contains(serial)) {
                return false;
            }
            if (delta.serials.contains(serial)) {
                return true;
            }
        }
        return serials.contains(serial);
    }

    /// Whether it only tells what has changed since another one.
    public boolean isDelta() {
        return base != null;
    }

    /// Whether this delta CRL can be applied to a complete one, or is not needed because that is as new (RFC 5280, section
    /// 5.2.4): the same issuer and scope, and complete enough.
    public boolean fits(RevocationList complete) {
        return base != null
                && number != null
                && complete.base == null
                && complete.number != null
                && complete.issuer.equals(issuer)
                && Objects.equals(complete.scope, scope)
                && complete.number.compareTo(base) >= 0;
    }

    /// Whether it is newer than a complete one that it fits.
    public boolean isNewerThan(RevocationList complete) {
        return number != null && complete.number != null && number.compareTo(complete.number) > 0;
    }

    /// This complete CRL as the delta CRL makes it. It is signed only if both are.
    RevocationList with(RevocationList newer) {
        return new RevocationList(this, newer);
    }

    /// Whether this CA signed it, and may. It takes longer for the first time, because the signature is over all of it.
    public boolean isSignedBy(X509Certificate authority) {
        boolean[] usage = authority.getKeyUsage();
        return (delta == null || delta.isSignedBy(authority))
                && (usage == null || usage[CRL_SIGN])
                && signedBy.computeIfAbsent(
                        Fingerprints.sha256(authority.getPublicKey().getEncoded()),
                        _ -> verify(authority));
    }

    private boolean verify(X509Certificate authority) {
        try {
            CertificateList crl = new X509CRLHolder(encoded).toASN1Structure();
            return crl.getSignatureAlgorithm().equals(crl.getTBSCertList().getSignature())
                    && Strength.isGood(crl.getSignatureAlgorithm())
                    && new EncodedCrl(encoded)
                            .isSignedBy(
                                    authority.getPublicKey(),
                                    crl.getSignatureAlgorithm(),
                                    crl.getSignature().getOctets());
        } catch (IOException
                | CertificateException
                | OperatorCreationException
                | RuntimeException _) {
            // a key of another kind than the signature, for one
            return false;
        }
    }

    private static Instant nextUpdate(@Nullable Time time) throws UnusableListException {
        if (time == null) {
            throw new UnusableListException(
                    "holds a CRL that does not say when the next one is due; have it issued with"
                            + " nextUpdate");
        }
        return time.getDate().toInstant();
    }

    private static @Nullable IssuingDistributionPoint scope(X509CRLHolder crl)
            throws UnusableListException {
        for (Object critical : crl.getCriticalExtensionOIDs()) {
            if (!KNOWN.contains((ASN1ObjectIdentifier) critical)) {
                throw new UnusableListException(
                        "holds a CRL with a critical extension ("
                                + critical
                                + ") that is not known here; have it issued without");
            }
        }
        Extension extension = crl.getExtension(Extension.issuingDistributionPoint);
        if (extension == null) {
            return null;
        }
        IssuingDistributionPoint scope =
                IssuingDistributionPoint.getInstance(extension.getParsedValue());
        if (scope.isIndirectCRL()
                || scope.onlyContainsAttributeCerts()
                || scope.getOnlySomeReasons() != null
                || scope.getDistributionPoint() != null) {
            throw new UnusableListException(
                    "holds a CRL that is indirect, or for a part of its issuer's certificates only;"
                            + " name the whole one");
        }
        return scope;
    }

    /// `removeFromCRL` (RFC 5280, section 5.3.1), which only delta CRLs have.
    private static boolean isRemoval(TBSCertList.CRLEntry entry) {
        Extensions extensions = entry.getExtensions();
        Extension reason =
                extensions == null ? null : extensions.getExtension(Extension.reasonCode);
        return reason != null
                && ASN1Enumerated.getInstance(reason.getParsedValue()).intValueExact()
                        == CRLReason.removeFromCRL;
    }

    private static @Nullable BigInteger number(X509CRLHolder crl, ASN1ObjectIdentifier oid) {
        Extension extension = crl.getExtension(oid);
        return extension == null
                ? null
                : ASN1Integer.getInstance(extension.getParsedValue()).getPositiveValue();
    }
}
