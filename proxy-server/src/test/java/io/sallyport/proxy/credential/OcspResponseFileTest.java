package io.sallyport.proxy.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.config.model.CertificateFiles;
import io.sallyport.config.problem.Positions;
import io.sallyport.config.problem.Problem;
import io.sallyport.proxy.credential.TestCertificates.Held;
import io.sallyport.proxy.credential.TestCertificates.Wanted;
import io.sallyport.tls.credential.OcspResponse;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.operator.DigestCalculator;
import org.bouncycastle.operator.bc.BcDigestCalculatorProvider;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A response that clients would not take is refused before it is served.
class OcspResponseFileTest {
    private static final Instant NOW = TestCertificates.NOW;
    private static final Held ISSUER =
            TestCertificates.selfSigned(
                    Wanted.authority("Root"), TestCertificates.keys("P-256#root"));
    private static final Held SERVER =
            TestCertificates.issued(
                    Wanted.server("www.example.com"), TestCertificates.keys("P-256"), ISSUER);

    @TempDir private Path folder;

    @Test
    void isTakenAsItIs() throws Exception {
        byte[] encoded = response(serialNumber(), CertificateStatus.GOOD, NOW.plusSeconds(1));

        assertThat(read(encoded).encoded()).isEqualTo(encoded);
    }

    @Test
    void isRefusedForAnotherCertificate() throws Exception {
        byte[] encoded =
                response(BigInteger.TWO.pow(70), CertificateStatus.GOOD, NOW.plusSeconds(1));

        assertThatThrownBy(() -> read(encoded))
                .isInstanceOf(UnusableException.class)
                .hasMessage("'x.ocsp' is for another certificate; ask the responder for this one");
    }

    @Test
    void isRefusedWhenItIsOutOfDate() throws Exception {
        byte[] encoded = response(serialNumber(), CertificateStatus.GOOD, NOW.minusSeconds(1));

        assertThatThrownBy(() -> read(encoded))
                .hasMessage(
                        "'x.ocsp' is out of date since 2026-11-23T11:59:59Z; ask the responder anew");
    }

    @Test
    void isRefusedWhenTheCertificateIsRevoked() throws Exception {
        byte[] encoded =
                response(serialNumber(), new RevokedStatus(Date.from(NOW), 1), NOW.plusSeconds(1));

        assertThatThrownBy(() -> read(encoded))
                .hasMessage("'x.ocsp' says that the certificate is not good; have it issued anew");
    }

    @Test
    void isRefusedWhenTheResponderRefused() throws Exception {
        byte[] encoded = new OCSPRespBuilder().build(OCSPRespBuilder.TRY_LATER, null).getEncoded();

        assertThatThrownBy(() -> read(encoded))
                .hasMessage("'x.ocsp' is the refusal of a responder (status 3); ask it again");
    }

    @Test
    void isRefusedWhenItIsSomethingElse() {
        assertThatThrownBy(() -> read(new byte[] {1, 2, 3}))
                .hasMessageStartingWith("'x.ocsp' is no OCSP response (")
                .hasMessageEndingWith("); name one in DER");
        assertThatThrownBy(() -> read(new byte[100_000]))
                .hasMessage("'x.ocsp' is larger than 64 KiB; name a DER-encoded OCSP response");
    }

    @Test
    void goesIntoTheCredentialOrIsAProblemWithItsPath() throws Exception {
        Path good =
                Files.write(
                        folder.resolve("good.ocsp"),
                        response(serialNumber(), CertificateStatus.GOOD, NOW.plusSeconds(1)));
        Path bad = Files.write(folder.resolve("bad.ocsp"), new byte[] {1});

        assertThat(load(good))
                .isInstanceOfSatisfying(
                        CredentialOutcome.Loaded.class,
                        loaded ->
                                assertThat(loaded.credentials().all().getFirst().ocspResponse())
                                        .isNotNull());
        assertThat(load(bad))
                .isInstanceOfSatisfying(
                        CredentialOutcome.Rejected.class,
                        rejected ->
                                assertThat(rejected.problems())
                                        .extracting(Problem::path)
                                        .containsExactly(
                                                "listeners.web.tls.certificates[0].ocsp_response"));
    }

    private CredentialOutcome load(Path ocspResponse) throws IOException {
        Path chain = folder.resolve("site.pem");
        Path key = folder.resolve("site.key");
        Files.writeString(chain, TestCertificates.chain(SERVER, ISSUER));
        Files.writeString(key, TestCertificates.pem(SERVER.keys().getPrivate()));
        return new CredentialLoader(new SigningCrypto(), Map.of(), InstantSource.fixed(NOW))
                .load(
                        "web",
                        List.of(CertificateFiles.of(chain, key).withOcspResponse(ocspResponse)),
                        Positions.none("sallyport.yaml"));
    }

    private OcspResponse read(byte[] encoded) throws Exception {
        Path file = Files.write(folder.resolve("x.ocsp"), encoded);
        return OcspResponseFile.read(file, "'x.ocsp'", SERVER.certificate(), NOW);
    }

    private static BigInteger serialNumber() {
        return SERVER.certificate().getSerialNumber();
    }

    private static byte[] response(
            BigInteger serialNumber, CertificateStatus status, Instant nextUpdate)
            throws Exception {
        DigestCalculator sha1 = new BcDigestCalculatorProvider().get(RespID.HASH_SHA1);
        SubjectPublicKeyInfo key =
                SubjectPublicKeyInfo.getInstance(ISSUER.keys().getPublic().getEncoded());
        BasicOCSPRespBuilder builder = new BasicOCSPRespBuilder(new RespID(key, sha1));
        builder.addResponse(
                new CertificateID(
                        sha1, new JcaX509CertificateHolder(ISSUER.certificate()), serialNumber),
                status,
                Date.from(NOW.minus(Duration.ofHours(1))),
                Date.from(nextUpdate));
        return new OCSPRespBuilder()
                .build(
                        OCSPRespBuilder.SUCCESSFUL,
                        builder.build(
                                new JcaContentSignerBuilder("SHA256withECDSA")
                                        .build(ISSUER.keys().getPrivate()),
                                null,
                                Date.from(NOW)))
                .getEncoded();
    }
}
