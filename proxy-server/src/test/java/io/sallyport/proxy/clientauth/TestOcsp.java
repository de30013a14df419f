package io.sallyport.proxy.clientauth;

import io.sallyport.proxy.clientauth.ClientPki.Holder;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.UnknownStatus;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.jspecify.annotations.Nullable;

/// Makes OCSP responses, good ones of this moment by the issuer itself unless told otherwise.
final class TestOcsp {
    private static final Provider PROVIDER = new BouncyCastleProvider();

    private final CertificateID about;
    private Holder named;
    private KeyPair keys;
    private @Nullable CertificateStatus status = CertificateStatus.GOOD;
    private Instant thisUpdate = Instant.now();
    private @Nullable Instant nextUpdate = Instant.now().plus(Duration.ofHours(2));
    private @Nullable String algorithm;
    private byte @Nullable [] nonce;
    private boolean critical;
    private boolean byKey;
    private final List<X509CertificateHolder> certificates = new ArrayList<>();

    private TestOcsp(Holder issuer, CertificateID about) {
        this.about = about;
        this.named = issuer;
        this.keys = issuer.keys();
    }

    /// @param about as the request has it
    static TestOcsp by(Holder issuer, CertificateID about) {
        return new TestOcsp(issuer, about);
    }

    static TestOcsp by(Holder issuer, X509Certificate about) {
        return by(issuer, about, CertificateID.HASH_SHA1);
    }

    /// The same, the issuer named by its SHA-256.
    static TestOcsp bySha256(Holder issuer, X509Certificate about) {
        return by(issuer, about, new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256));
    }

    private static TestOcsp by(Holder issuer, X509Certificate about, AlgorithmIdentifier hash) {
        try {
            return new TestOcsp(
                    issuer,
                    new CertificateID(
                            new JcaDigestCalculatorProviderBuilder().build().get(hash),
                            new JcaX509CertificateHolder(issuer.certificate()),
                            about.getSerialNumber()));
        } catch (OCSPException | OperatorCreationException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    TestOcsp revoked() {
        status = new RevokedStatus(new Date(), CRLReason.keyCompromise);
        return this;
    }

    TestOcsp unknown() {
        status = new UnknownStatus();
        return this;
    }

    /// Valid from and to so long after now.
    TestOcsp valid(Duration from, @Nullable Duration to) {
        thisUpdate = Instant.now().plus(from);
        nextUpdate = to == null ? null : Instant.now().plus(to);
        return this;
    }

    /// By somebody else, whose certificate comes along.
    TestOcsp delegatedTo(Holder delegate) {
        certificates.add(holder(delegate.certificate()));
        named = delegate;
        keys = delegate.keys();
        return this;
    }

    /// By a key that is not that of whom it names.
    TestOcsp signedBy(KeyPair others) {
        keys = others;
        return this;
    }

    TestOcsp signedWith(String name) {
        algorithm = name;
        return this;
    }

    /// Names who signed by the hash of the key.
    TestOcsp namingTheKey() {
        byKey = true;
        return this;
    }

    TestOcsp nonce(byte[] value) {
        nonce = value;
        return this;
    }

    TestOcsp withCriticalExtension() {
        critical = true;
        return this;
    }

    byte[] encoded() {
        try {
            BasicOCSPRespBuilder builder = new BasicOCSPRespBuilder(responder());
            builder.addResponse(
                    about,
                    status,
                    Date.from(thisUpdate),
                    nextUpdate == null ? null : Date.from(nextUpdate),
                    null);
            List<Extension> extensions = new ArrayList<>();
            if (nonce != null) {
                extensions.add(
                        new Extension(
                                OCSPObjectIdentifiers.id_pkix_ocsp_nonce,
                                false,
                                new DEROctetString(nonce).getEncoded()));
            }
            if (critical) {
                extensions.add(
                        new Extension(
                                new ASN1ObjectIdentifier("1.3.6.1.4.1.32473.1"),
                                true,
                                DERNull.INSTANCE.getEncoded()));
            }
            if (!extensions.isEmpty()) {
                builder.setResponseExtensions(new Extensions(extensions.toArray(Extension[]::new)));
            }
            return new OCSPRespBuilder()
                    .build(
                            OCSPRespBuilder.SUCCESSFUL,
                            builder.build(
                                    new JcaContentSignerBuilder(
                                                    algorithm == null
                                                            ? algorithm(keys.getPrivate())
                                                            : algorithm)
                                            .setProvider(PROVIDER)
                                            .build(keys.getPrivate()),
                                    certificates.toArray(X509CertificateHolder[]::new),
                                    new Date()))
                    .getEncoded();
        } catch (OCSPException | OperatorCreationException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Says that there is no answer.
    static byte[] refusal(int status) {
        try {
            return new OCSPRespBuilder().build(status, null).getEncoded();
        } catch (OCSPException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private RespID responder() throws OCSPException, OperatorCreationException {
        X509CertificateHolder certificate = holder(named.certificate());
        return byKey
                ? new RespID(
                        certificate.getSubjectPublicKeyInfo(),
                        new JcaDigestCalculatorProviderBuilder()
                                .build()
                                .get(CertificateID.HASH_SHA1))
                : new RespID(certificate.getSubject());
    }

    private static X509CertificateHolder holder(X509Certificate certificate) {
        try {
            return new JcaX509CertificateHolder(certificate);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String algorithm(PrivateKey key) {
        return key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
    }
}
