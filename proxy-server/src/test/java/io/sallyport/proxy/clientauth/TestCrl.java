package io.sallyport.proxy.clientauth;

import io.sallyport.proxy.clientauth.ClientPki.Holder;
import java.io.IOException;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// Makes CRLs, good ones unless told otherwise.
final class TestCrl {
    private final Holder issuer;
    private final Instant thisUpdate;
    private final X509v2CRLBuilder builder;
    private KeyPair signer;
    private String algorithm = "SHA256withECDSA";

    private TestCrl(Holder issuer, Instant thisUpdate) {
        this.issuer = issuer;
        this.thisUpdate = thisUpdate;
        this.signer = issuer.keys();
        this.builder =
                new X509v2CRLBuilder(
                        X500Name.getInstance(
                                issuer.certificate().getSubjectX500Principal().getEncoded()),
                        Date.from(thisUpdate));
    }

    /// Issued an hour ago, and good for another one.
    static TestCrl by(Holder issuer) {
        return by(issuer, Instant.now().minus(Duration.ofHours(1))).due(Duration.ofHours(2));
    }

    /// One that does not say when the next one is due.
    static TestCrl by(Holder issuer, Instant thisUpdate) {
        return new TestCrl(issuer, thisUpdate);
    }

    /// When the next one is due, after this one.
    TestCrl due(Duration later) {
        builder.setNextUpdate(Date.from(thisUpdate.plus(later)));
        return this;
    }

    TestCrl revoking(X509Certificate certificate) {
        return revoking(certificate.getSerialNumber());
    }

    TestCrl revoking(BigInteger serial) {
        builder.addCRLEntry(serial, Date.from(thisUpdate), CRLReason.keyCompromise);
        return this;
    }

    TestCrl numbered(int number) {
        return with(Extension.cRLNumber, false, new ASN1Integer(number));
    }

    /// Makes it a delta CRL.
    TestCrl since(int base) {
        return with(Extension.deltaCRLIndicator, true, new ASN1Integer(base));
    }

    /// Only for a delta CRL.
    TestCrl removing(X509Certificate certificate) {
        builder.addCRLEntry(
                certificate.getSerialNumber(), Date.from(thisUpdate), CRLReason.removeFromCRL);
        return this;
    }

    TestCrl with(ASN1ObjectIdentifier oid, boolean critical, ASN1Encodable value) {
        try {
            builder.addExtension(oid, critical, value);
            return this;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    TestCrl signedBy(KeyPair other) {
        signer = other;
        return this;
    }

    TestCrl signedBy(String other) {
        algorithm = other;
        return this;
    }

    Holder issuer() {
        return issuer;
    }

    byte[] encoded() {
        try {
            return builder.build(new JcaContentSignerBuilder(algorithm).build(signer.getPrivate()))
                    .getEncoded();
        } catch (IOException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }
}
