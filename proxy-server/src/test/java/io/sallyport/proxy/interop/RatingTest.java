package io.sallyport.proxy.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// Servers that are worse than ours get worse grades.
class RatingTest {
    private static final Finding TLS_1_2 = new Finding("TLS1_2", "OK", "offered");
    private static final Finding RSA = new Finding("cert_keySize", "INFO", "RSA 2048 bits");
    private static final Finding SUITES =
            new Finding(
                    "PFS_ciphers", "INFO", "TLS_AES_256_GCM_SHA384 ECDHE-RSA-AES128-GCM-SHA256");

    @Test
    void isTheMeanOfTheBestAndTheWorst() {
        Rating rating = Rating.of(List.of(TLS_1_2, RSA, SUITES));

        assertThat(rating).isEqualTo(new Rating(100, 90, 90));
        assertThat(rating.total()).isEqualTo(93);
        assertThat(rating.grade()).isEqualTo("A");
    }

    @Test
    void anOldVersionCostsTheA() {
        Finding old = new Finding("TLS1", "LOW", "offered (deprecated)");

        assertThat(Rating.of(List.of(TLS_1_2, old, RSA, SUITES)).grade()).isEqualTo("B");
    }

    @Test
    void theWeakestKeyCounts() {
        Finding curve = new Finding("cert_keySize", "INFO", "EC 256 bits");
        Finding group = new Finding("DH_groups", "OK", "ffdhe1024 ffdhe2048");

        assertThat(Rating.of(List.of(TLS_1_2, curve, SUITES)).keyExchange()).isEqualTo(90);
        assertThat(Rating.of(List.of(TLS_1_2, curve, group, SUITES)).keyExchange()).isEqualTo(80);
    }

    @Test
    void aSuiteWithoutEncryptionFails() {
        Finding none = new Finding("cipherorder_TLSv1_2", "INFO", "NULL-SHA256");

        assertThat(Rating.of(List.of(TLS_1_2, RSA, none)).grade()).isEqualTo("F");
        assertThat(Rating.of(List.of()).grade()).isEqualTo("F");
    }
}
