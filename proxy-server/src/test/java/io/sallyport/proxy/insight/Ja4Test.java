package io.sallyport.proxy.insight;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.tls.codepoint.CodePoints;
import io.sallyport.tls.event.ClientHelloInfo;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The vectors are those of the JA4 text.
class Ja4Test {

    @Test
    void givesTheFingerprintOfTheTextsExample() {
        assertThat(Ja4.of(Reports.CHROME)).isEqualTo("t13d1516h2_8daaf6152771_e5627efa2ab1");
    }

    @Test
    void endsTheExtensionListWithoutUnderscoreWhereThereAreNoSignatureSchemes() {
        ClientHelloInfo hello =
                hello(
                        0x0303,
                        CodePoints.of(0x0304),
                        Reports.CHROME.extensions(),
                        CodePoints.NONE,
                        List.of("h2"));
        assertThat(Ja4.of(hello)).endsWith("_6d807ffa2a79");
    }

    @Test
    void writesZeroesForEmptyLists() {
        ClientHelloInfo hello =
                new ClientHelloInfo(
                        0x0301,
                        CodePoints.NONE,
                        CodePoints.of(0x0a0a),
                        CodePoints.NONE,
                        CodePoints.NONE,
                        CodePoints.NONE,
                        CodePoints.of(0, 16),
                        List.of(),
                        "a.example",
                        50);
        assertThat(Ja4.of(hello)).isEqualTo("t10d000200_000000000000_000000000000");
    }

    @ParameterizedTest
    @CsvSource({
        "0304,13", "0303,12", "0302,11", "0301,10", "0300,s3", "0002,s2", "0305,00", "7f1c,00"
    })
    void namesTheVersion(String version, String name) {
        CodePoints offered = CodePoints.of(Integer.parseInt(version, 16), 0x0a0a);
        ClientHelloInfo hello =
                hello(0x0303, offered, CodePoints.of(43), CodePoints.NONE, List.of());
        assertThat(Ja4.of(hello)).startsWith("t" + name + "i0001");
    }

    @ParameterizedTest
    @CsvSource({
        "h2,h2",
        "http/1.1,h1",
        "x,xx",
        "'',00",
        "\u00ab,ab",
        "\u00ab\u00cd,ad",
        "0\u00ab,3b",
        "01\u00ab\u00cd,3d",
        "0\u00ab\u00cd1,01"
    })
    void namesTheFirstApplicationProtocol(String protocol, String characters) {
        ClientHelloInfo hello =
                hello(
                        0x0303,
                        CodePoints.NONE,
                        CodePoints.of(16),
                        CodePoints.NONE,
                        List.of(protocol, "h2"));
        assertThat(Ja4.of(hello)).startsWith("t12i0001" + characters + "_");
    }

    @Test
    void countsNoFurtherThanNinetyNine() {
        int[] many = new int[120];
        for (int i = 0; i < many.length; i++) {
            many[i] = 0x4000 + i;
        }
        ClientHelloInfo hello =
                hello(0x0303, CodePoints.NONE, CodePoints.of(many), CodePoints.NONE, List.of());
        assertThat(Ja4.of(hello)).startsWith("t12i0099");
    }

    private static ClientHelloInfo hello(
            int legacyVersion,
            CodePoints versions,
            CodePoints extensions,
            CodePoints schemes,
            List<String> protocols) {
        return new ClientHelloInfo(
                legacyVersion,
                versions,
                CodePoints.NONE,
                CodePoints.NONE,
                CodePoints.NONE,
                schemes,
                extensions,
                protocols,
                null,
                200);
    }
}
