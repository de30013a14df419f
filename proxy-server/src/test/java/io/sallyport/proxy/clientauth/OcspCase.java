package io.sallyport.proxy.clientauth;

import io.sallyport.proxy.clientauth.CertificateCase.Authorities;
import io.sallyport.proxy.clientauth.ClientPki.Holder;
import io.sallyport.proxy.credential.TestCertificates;
import java.time.Duration;
import java.util.Locale;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.ocsp.CertID;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.jspecify.annotations.Nullable;

/// What a responder may say of a client's certificate, and what has to become of the client.
enum OcspCase {
    GOOD(OcspResult.GOOD, good(ocsp -> ocsp)),
    GOOD_WITHOUT_NONCE(
            OcspResult.GOOD,
            server -> server.answering(q -> TestOcsp.by(Authorities.ROOT, q.about()).encoded())),
    GOOD_NAMING_THE_KEY(OcspResult.GOOD, good(TestOcsp::namingTheKey)),
    GOOD_WITHOUT_NEXT_UPDATE(OcspResult.GOOD, good(ocsp -> ocsp.valid(Duration.ZERO, null))),
    GOOD_WITHIN_THE_SKEW(
            OcspResult.GOOD,
            good(ocsp -> ocsp.valid(Duration.ofMinutes(-30), Duration.ofMinutes(-1)))),
    GOOD_BY_A_DELEGATE(OcspResult.GOOD, good(ocsp -> ocsp.delegatedTo(Delegates.HONEST))),
    REVOKED(OcspResult.REVOKED, "is revoked since ", good(TestOcsp::revoked)),
    REVOKED_BY_A_DELEGATE(
            OcspResult.REVOKED,
            "is revoked since ",
            good(ocsp -> ocsp.revoked().delegatedTo(Delegates.HONEST))),
    UNKNOWN(OcspResult.UNKNOWN, "is not known to its issuer", good(TestOcsp::unknown)),
    HTTP_ERROR(
            OcspResult.HTTP_STATUS,
            "answered by HTTP status 500",
            server -> server.answeringStatus(500)),
    REDIRECT(
            OcspResult.HTTP_STATUS,
            "answered by HTTP status 302",
            server -> server.answeringStatus(302)),
    TRY_LATER(
            OcspResult.UNSUCCESSFUL,
            "refuses to answer (tryLater)",
            bytes(TestOcsp.refusal(OCSPRespBuilder.TRY_LATER))),
    UNAUTHORIZED(
            OcspResult.UNSUCCESSFUL,
            "refuses to answer (unauthorized)",
            bytes(TestOcsp.refusal(OCSPRespBuilder.UNAUTHORIZED))),
    SUCCESS_WITHOUT_AN_ANSWER(
            OcspResult.MALFORMED,
            "is no OCSP response",
            bytes(TestOcsp.refusal(OCSPRespBuilder.SUCCESSFUL))),
    GARBAGE(OcspResult.MALFORMED, "is no OCSP response", bytes(new byte[] {0x30, 0x03, 1, 2, 3})),
    NOTHING(OcspResult.MALFORMED, "is no OCSP response", bytes(new byte[0])),
    TOO_LARGE(
            OcspResult.MALFORMED,
            "sent more than 65536 bytes",
            bytes(new byte[OcspTransport.MOST_BYTES + 1])),
    CRITICAL_EXTENSION(
            OcspResult.MALFORMED, "critical extension", good(TestOcsp::withCriticalExtension)),
    ANOTHER_CERTIFICATE(
            OcspResult.MISMATCHED,
            "is about another certificate",
            server ->
                    server.answering(_ ->
                            TestOcsp.by(Authorities.ROOT, Authorities.INTERMEDIATE.certificate())
                                    .encoded())),
    ANOTHER_ISSUER(
            OcspResult.MISMATCHED,
            "is about another certificate",
            server ->
                    server.answering(q ->
                            TestOcsp.by(
                                            Authorities.ROOT,
                                            new CertificateID(
                                                    new CertID(
                                                            q.about()
                                                                    .toASN1Primitive()
                                                                    .getHashAlgorithm(),
                                                            q.about()
                                                                    .toASN1Primitive()
                                                                    .getIssuerNameHash(),
                                                            new DEROctetString(new byte[20]),
                                                            q.about()
                                                                    .toASN1Primitive()
                                                                    .getSerialNumber())))
                                    .encoded())),
    ANOTHER_NONCE(
            OcspResult.MISMATCHED,
            "another nonce",
            server ->
                    server.answering(q ->
                            TestOcsp.by(Authorities.ROOT, q.about())
                                    .nonce(new byte[32])
                                    .encoded())),
    ANOTHER_SIGNER(
            OcspResult.UNTRUSTED,
            "neither by the certificate's issuer nor",
            server ->
                    server.answering(q -> TestOcsp.by(Authorities.STRANGER, q.about()).encoded())),
    FORGED(
            OcspResult.UNTRUSTED,
            "has a signature that is wrong",
            good(ocsp -> ocsp.signedBy(TestCertificates.keys("P-256#forger")))),
    WEAK_SIGNATURE(
            OcspResult.UNTRUSTED,
            "SHA-256 is the least",
            good(ocsp -> ocsp.signedWith("SHA1withECDSA"))),
    DELEGATE_WITHOUT_THE_PURPOSE(
            OcspResult.UNTRUSTED,
            "is not for signing OCSP responses",
            good(ocsp -> ocsp.delegatedTo(Delegates.WITHOUT_PURPOSE))),
    DELEGATE_WITHOUT_THE_USAGE(
            OcspResult.UNTRUSTED,
            "is not for signing OCSP responses",
            good(ocsp -> ocsp.delegatedTo(Delegates.WITHOUT_USAGE))),
    DELEGATE_OF_ANOTHER_CA(
            OcspResult.UNTRUSTED,
            "that another CA has certified",
            good(ocsp -> ocsp.delegatedTo(Delegates.OF_A_STRANGER))),
    DELEGATE_OF_A_NAMESAKE(
            OcspResult.UNTRUSTED,
            "whose certificate the issuer has not signed",
            good(ocsp -> ocsp.delegatedTo(Delegates.OF_A_NAMESAKE))),
    DELEGATE_EXPIRED(
            OcspResult.UNTRUSTED,
            "whose certificate expired on",
            good(ocsp -> ocsp.delegatedTo(Delegates.EXPIRED))),
    FORGED_BY_A_DELEGATE(
            OcspResult.UNTRUSTED,
            "has a signature that is wrong",
            good(ocsp ->
                    ocsp.delegatedTo(Delegates.HONEST)
                            .signedBy(TestCertificates.keys("P-256#forger")))),
    EXPIRED(
            OcspResult.STALE,
            "was valid until",
            good(ocsp -> ocsp.valid(Duration.ofHours(-3), Duration.ofHours(-2)))),
    TOO_OLD_WITHOUT_NEXT_UPDATE(
            OcspResult.STALE,
            "was valid until",
            good(ocsp -> ocsp.valid(Duration.ofDays(-2), null))),
    NOT_YET_VALID(
            OcspResult.STALE,
            "is not valid before",
            good(ocsp -> ocsp.valid(Duration.ofHours(2), Duration.ofHours(3))));

    private final OcspResult result;
    private final @Nullable String words;
    private final Behaviour behaviour;

    /// Makes a responder behave.
    @FunctionalInterface
    interface Behaviour {
        void of(OcspServer server);
    }

    /// Makes an answer another one.
    @FunctionalInterface
    interface Change {
        TestOcsp of(TestOcsp honest);
    }

    OcspCase(OcspResult result, Behaviour behaviour) {
        this(result, null, behaviour);
    }

    OcspCase(OcspResult result, @Nullable String words, Behaviour behaviour) {
        this.result = result;
        this.words = words;
        this.behaviour = behaviour;
    }

    /// What metrics call it.
    OcspResult result() {
        return result;
    }

    /// Why the client is refused; null if it is not.
    @Nullable String words() {
        return words;
    }

    /// Whether there is an answer at all.
    boolean isAnswer() {
        return switch (result) {
            case GOOD, REVOKED, UNKNOWN -> true;
            default -> false;
        };
    }

    void play(OcspServer server) {
        behaviour.of(server);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static Behaviour good(Change change) {
        return server ->
                server.answering(q ->
                        change.of(TestOcsp.by(Authorities.ROOT, q.about()).nonce(q.nonce()))
                                .encoded());
    }

    private static Behaviour bytes(byte[] answer) {
        return server -> server.answering(_ -> answer);
    }

    /// To whom issuers leave the answers.
    static final class Delegates {
        static final Holder HONEST = responder().issuedBy(Authorities.ROOT);
        static final Holder WITHOUT_PURPOSE = responder().purpose(null).issuedBy(Authorities.ROOT);
        static final Holder WITHOUT_USAGE =
                responder().usage(KeyUsage.keyEncipherment).issuedBy(Authorities.ROOT);
        static final Holder OF_A_STRANGER = responder().issuedBy(Authorities.STRANGER);
        static final Holder OF_A_NAMESAKE = responder().issuedBy(Authorities.NAMESAKE);
        static final Holder EXPIRED =
                responder()
                        .valid(Duration.ofDays(-10), Duration.ofDays(-1))
                        .issuedBy(Authorities.ROOT);

        private Delegates() {}

        private static ClientPki responder() {
            return ClientPki.client("CN=OCSP,O=Example", "P-256#ocsp")
                    .purpose(KeyPurposeId.id_kp_OCSPSigning)
                    .with(OCSPObjectIdentifiers.id_pkix_ocsp_nocheck, false, DERNull.INSTANCE);
        }
    }
}
