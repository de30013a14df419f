package io.sallyport.proxy.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever a certificate says, a header field says it in one line, and so that it can mean nothing else.
class HeaderTextTest {
    static final List<String> ODD =
            List.of(
                    "",
                    "plain",
                    "two words",
                    " before",
                    "after ",
                    "a,b;c=d+e<f>g#h",
                    "#a",
                    "a\"b",
                    "a\\b",
                    "a\\",
                    "a\\\"",
                    "\"",
                    "\\",
                    "50%",
                    "a%2Cb",
                    "a\r\nClient-Cert: :x:",
                    "\u0000\t\u007f",
                    "é\u0085\u2028\ud83d\ude00",
                    "x\",Hash=0;Subject=\"y");

    @ParameterizedTest
    @MethodSource
    void namesAreThoseOfRfc2253InAscii(String commonName, String expected) {
        assertThat(HeaderText.name(subject(commonName))).isEqualTo("CN=" + expected + ",O=x");
    }

    static Stream<Arguments> namesAreThoseOfRfc2253InAscii() {
        return Stream.of(
                Arguments.of("two words", "two words"),
                Arguments.of(" a ", "\\20a\\20"),
                Arguments.of("a,b;c+d<e>", "a\\,b\\;c\\+d\\<e\\>"),
                Arguments.of("#a=b", "\\#a\\=b"),
                Arguments.of("a\"b", "a\\22b"),
                Arguments.of("a\\b", "a\\5Cb"),
                Arguments.of("a\\", "a\\5C"),
                Arguments.of("a\r\nb: c", "a\\0D\\0Ab: c"),
                Arguments.of("\u0000\t\u007f", "\\00\\09\\7F"),
                Arguments.of("é", "\\C3\\A9"),
                Arguments.of("\ud83d\ude00", "\\F0\\9F\\98\\80"),
                Arguments.of("\u0085\u2028", "\\C2\\85\\E2\\80\\A8"));
    }

    @Test
    void anEmptyNameIsEmpty() {
        assertThat(HeaderText.name(new X500Principal(""))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource
    void aSingleTextKeepsItsSpaces(String text, String expected) {
        assertThat(HeaderText.single(text)).isEqualTo(expected);
    }

    static Stream<Arguments> aSingleTextKeepsItsSpaces() {
        return Stream.of(
                Arguments.of("two words, \"q\"", "two words, \"q\""),
                Arguments.of("  a ", "%20%20a%20"),
                Arguments.of("  ", "%20%20"),
                Arguments.of("50%", "50%25"),
                Arguments.of("é\r\n", "%C3%A9%0D%0A"));
    }

    @Test
    void noNameInAListCanBeTakenForTwo() {
        assertThat(HeaderText.dns(List.of("a.example", "", "*.b, c%2C\n_")))
                .isEqualTo("a.example, *.b%2C%20c%252C%0A_");
        assertThat(HeaderText.uris(List.of("spiffe://a/b?c=%2C&d", "urn:x,y\" \\é")))
                .isEqualTo("spiffe://a/b?c=%2C&d, urn:x%2Cy%22%20%5C%C3%A9");
        assertThat(HeaderText.emails(List.of("a+b@c", "\"x, y\"@%")))
                .isEqualTo("a+b@c, %22x%2C%20y%22@%25");
    }

    @Test
    void nothingEndsALineOrIsLostAtItsEnd() {
        for (String text : ODD) {
            assertThat(
                            List.of(
                                    HeaderText.name(subject(text)),
                                    HeaderText.single(text),
                                    HeaderText.dns(text),
                                    HeaderText.uri(text),
                                    HeaderText.uris(List.of(text, text)),
                                    HeaderText.emails(List.of(text, text))))
                    .allMatch(value -> value.matches("|[!-~]|[!-~][ -~]*[!-~]"));
        }
    }

    @Test
    void whatDiffersStaysDifferent() {
        assertThat(ODD.stream().map(text -> HeaderText.name(subject(text))))
                .doesNotHaveDuplicates();
        assertThat(ODD.stream().map(HeaderText::single)).doesNotHaveDuplicates();
        assertThat(ODD.stream().map(HeaderText::dns)).doesNotHaveDuplicates();
    }

    /// With this common name.
    static X500Principal subject(String commonName) {
        try {
            return new X500Principal(
                    new X500NameBuilder(BCStyle.INSTANCE)
                            .addRDN(BCStyle.O, "x")
                            .addRDN(BCStyle.CN, new DERUTF8String(commonName))
                            .build()
                            .getEncoded());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
