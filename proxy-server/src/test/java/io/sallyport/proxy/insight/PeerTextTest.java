package io.sallyport.proxy.insight;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PeerTextTest {

    @Test
    void leavesPrintableAsciiAsItIs() {
        assertThat(PeerText.escape("www.example.com http/1.1"))
                .isEqualTo("www.example.com http/1.1");
    }

    @Test
    void escapesControlsQuotesBackslashesAndWhatIsNotAscii() {
        assertThat(PeerText.escape("a\nb\r\u001b[31m\"\\\u00e9\u2028\u007f"))
                .isEqualTo("a\\x0ab\\x0d\\x1b[31m\\\"\\\\\\xe9\\" + "u2028\\x7f");
    }

    @Test
    void cutsWhatIsLong() {
        assertThat(PeerText.escape("x".repeat(1000))).isEqualTo("x".repeat(256) + "...");
        assertThat(PeerText.escape("x".repeat(256))).isEqualTo("x".repeat(256));
    }
}
