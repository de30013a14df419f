package io.sallyport.tls.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sallyport.tls.codepoint.CodePoints;
import io.sallyport.tls.codepoint.KeyType;
import io.sallyport.tls.codepoint.SignatureScheme;
import io.sallyport.tls.testing.TestPki;
import java.security.cert.X509Certificate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which clients can verify a chain (RFC 9846, section 4.5.1.2).
class CertificateChainTest {

    @ParameterizedTest
    @CsvSource({
        "EC_P256,SHA256withECDSA,0403",
        "EC_P384,SHA384withECDSA,0503",
        "EC_P521,SHA512withECDSA,0603",
        "RSA,SHA256withRSA,0401",
        "RSA,SHA384withRSA,0501",
        "RSA,SHA512withRSA,0601",
        "RSA,SHA256withRSAandMGF1,0804",
        "RSA,SHA1withRSA,0201",
        "EC_P256,SHA1withECDSA,0203",
        "ED25519,Ed25519,0807",
        "ED448,Ed448,0808",
    })
    void isVerifiableByThoseWhoKnowTheSchemeOfItsSignature(
            KeyType issuer, String algorithm, String scheme) {
        CertificateChain chain =
                CertificateChain.of(List.of(TestPki.certificateSignedBy(issuer, algorithm)));

        assertThat(chain.isVerifiableBy(CodePoints.of(Integer.parseInt(scheme, 16)))).isTrue();
        assertThat(chain.isVerifiableBy(CodePoints.of(0x1a1a, 0x0b0b))).isFalse();
        assertThat(chain.isSignedByBrokenHash()).isEqualTo(algorithm.startsWith("SHA1"));
    }

    @Test
    void doesNotCareHowATrustAnchorIsSigned() {
        X509Certificate endEntity = TestPki.certificateSignedBy(KeyType.RSA, "SHA256withRSA");
        CertificateChain chain = CertificateChain.of(List.of(endEntity, TestPki.ca()));

        assertThat(chain.isVerifiableBy(CodePoints.of(SignatureScheme.RSA_PKCS1_SHA256.code())))
                .isTrue();
        assertThat(chain.endEntity()).isEqualTo(endEntity);
        assertThat(chain.encodings()).hasSize(2);
    }

    @Test
    void isNotEmpty() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CertificateChain.of(List.of()))
                .withMessage("certificates: none (expected: at least one)");
    }
}
