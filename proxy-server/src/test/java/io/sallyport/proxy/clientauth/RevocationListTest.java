package io.sallyport.proxy.clientauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.proxy.clientauth.CertificateCase.Authorities;
import io.sallyport.proxy.credential.TestCertificates;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.junit.jupiter.api.Test;

class RevocationListTest {
    private static final int MANY = 100_000;

    @Test
    void knowsEachOfAHundredThousandAndNoOther() throws Exception {
        Random random = new Random(1);
        List<BigInteger> serials = new ArrayList<>();
        TestCrl crl = TestCrl.by(Authorities.ROOT);
        for (int i = 0; i < MANY; i++) {
            BigInteger serial = new BigInteger(159, random).setBit(0);
            serials.add(serial);
            crl.revoking(serial);
        }

        RevocationList list = RevocationList.parse("a.crl", crl.encoded());

        assertThat(serials).allMatch(list::contains);
        assertThat(serials).noneMatch(serial -> list.contains(serial.clearBit(0)));
        assertThat(list.isSignedBy(Authorities.ROOT.certificate())).isTrue();
    }

    @Test
    void tellsSerialNumbersOfAllLengthsApart() {
        List<BigInteger> serials =
                List.of(
                        BigInteger.ZERO,
                        BigInteger.ONE,
                        BigInteger.valueOf(0x80),
                        BigInteger.valueOf(0x100),
                        BigInteger.ONE.shiftLeft(158));

        for (BigInteger absent : serials) {
            SerialSet others =
                    SerialSet.of(serials.stream().filter(each -> !each.equals(absent)).toList());
            for (BigInteger each : serials) {
                assertThat(others.contains(each)).as(each.toString()).isEqualTo(each != absent);
            }
        }
        assertThat(SerialSet.of(List.of()).contains(BigInteger.ZERO)).isFalse();
    }

    @Test
    void takesLessThanAHundredBytesForASerialNumber() {
        SerialSet set =
                SerialSet.of(
                        IntStream.range(0, MANY)
                                .mapToObj(i -> new BigInteger(159, new SecureRandom()))
                                .toList());

        assertThat(set.bytes()).isLessThan(MANY * 90);
    }

    /// RFC 5280 allows 20 octets; that a CA writes more is no reason to let those in that it has revoked.
    @Test
    void knowsSerialNumbersOfMoreOctetsThanAreAllowed() throws Exception {
        List<BigInteger> serials =
                Stream.of(158, 159, 160, 167, 254, 255, 256, 1_023, 8_192)
                        .map(BigInteger.ONE::shiftLeft)
                        .toList();
        for (BigInteger absent : serials) {
            TestCrl crl = TestCrl.by(Authorities.ROOT).revoking(BigInteger.TEN);
            serials.stream().filter(each -> !each.equals(absent)).forEach(crl::revoking);
            RevocationList list = parse(crl);

            assertThat(list.contains(BigInteger.TEN)).isTrue();
            for (BigInteger each : serials) {
                assertThat(list.contains(each))
                        .as(each.bitLength() + " bits")
                        .isEqualTo(each != absent);
            }
        }
    }

    @Test
    void refusesWhatIsNoCrl() {
        assertThatThrownBy(() -> RevocationList.parse("a.crl", new byte[] {0x30, 3, 2, 1, 1}))
                .isInstanceOf(UnusableListException.class)
                .hasMessageContaining("cannot be read");
    }

    @Test
    void refusesWhatItDoesNotUnderstand() {
        assertRefused(
                TestCrl.by(Authorities.ROOT)
                        .with(new ASN1ObjectIdentifier("1.2.3"), true, DERNull.INSTANCE),
                "critical extension (1.2.3)");
        assertRefused(
                TestCrl.by(Authorities.ROOT)
                        .with(
                                Extension.issuingDistributionPoint,
                                true,
                                new IssuingDistributionPoint(
                                        null, false, false, null, true, false)),
                "is indirect");
        assertRefused(
                TestCrl.by(Authorities.ROOT)
                        .with(
                                Extension.issuingDistributionPoint,
                                true,
                                new IssuingDistributionPoint(
                                        new DistributionPointName(
                                                new GeneralNames(
                                                        new GeneralName(
                                                                GeneralName
                                                                        .uniformResourceIdentifier,
                                                                "http://example.org/1.crl"))),
                                        false,
                                        false)),
                "for a part of its issuer's certificates only");
        assertRefused(TestCrl.by(Authorities.ROOT, Instant.now()), "does not say when");
    }

    @Test
    void tellsOfCasOnlyIfItSaysSo() throws Exception {
        X509Certificate client = CertificateCase.ECDSA.client().certificate();
        X509Certificate authority = Authorities.INTERMEDIATE.certificate();
        RevocationList forUsers = scoped(true, false);
        RevocationList forAuthorities = scoped(false, true);

        assertThat(forUsers.covers(client)).isTrue();
        assertThat(forUsers.covers(authority)).isFalse();
        assertThat(forAuthorities.covers(client)).isFalse();
        assertThat(forAuthorities.covers(authority)).isTrue();
    }

    @Test
    void isBelievedOnlyIfItsIssuerHasSignedItAndMay() throws Exception {
        X509Certificate root = Authorities.ROOT.certificate();

        assertThat(parse(TestCrl.by(Authorities.ROOT)).isSignedBy(root)).isTrue();
        assertThat(
                        parse(
                                        TestCrl.by(Authorities.ROOT)
                                                .signedBy(TestCertificates.keys("P-256#forger")))
                                .isSignedBy(root))
                .isFalse();
        assertThat(parse(TestCrl.by(Authorities.ROOT).signedBy("SHA1withECDSA")).isSignedBy(root))
                .isFalse();
        assertThat(
                        parse(TestCrl.by(Authorities.NO_AUTHORITY))
                                .isSignedBy(Authorities.NO_AUTHORITY.certificate()))
                .isFalse();
    }

    private static RevocationList scoped(boolean users, boolean authorities) throws Exception {
        return parse(
                TestCrl.by(Authorities.ROOT)
                        .with(
                                Extension.issuingDistributionPoint,
                                true,
                                new IssuingDistributionPoint(
                                        null, users, authorities, null, false, false)));
    }

    private static RevocationList parse(TestCrl crl) throws UnusableListException {
        return RevocationList.parse("a.crl", crl.encoded());
    }

    private static void assertRefused(TestCrl crl, String words) {
        assertThatThrownBy(() -> RevocationList.parse("a.crl", crl.encoded()))
                .isInstanceOf(UnusableListException.class)
                .hasMessageContaining(words);
    }
}
