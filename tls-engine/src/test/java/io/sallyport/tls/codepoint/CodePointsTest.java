package io.sallyport.tls.codepoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class CodePointsTest {

    @Property
    void knowsItsElements(@ForAll @Size(max = 20) List<@IntRange(max = 30) Integer> list) {
        int[] values = list.stream().mapToInt(i -> i).toArray();
        CodePoints codes = CodePoints.of(values);

        assertThat(codes.stream().toArray()).isEqualTo(values);
        assertThat(codes.size()).isEqualTo(values.length);
        assertThat(codes.isEmpty()).isEqualTo(list.isEmpty());
        assertThat(codes.hasDuplicates()).isEqualTo(new HashSet<>(list).size() < list.size());
        for (int value = 0; value <= 30; value++) {
            assertThat(codes.indexOf(value)).isEqualTo(list.indexOf(value));
            assertThat(codes.contains(value)).isEqualTo(list.contains(value));
        }
        assertThat(codes).isEqualTo(CodePoints.of(values)).hasSameHashCodeAs(CodePoints.of(values));
    }

    @Example
    void doesNotChangeWithTheArrayItWasMadeOf() {
        int[] values = {1, 2};
        CodePoints codes = CodePoints.of(values);

        values[0] = 3;

        assertThat(codes.at(0)).isEqualTo(1);
    }

    @Example
    void isToldInWords() {
        CodePoints codes = CodePoints.of(0x1301, 0x2a2a, 0xbeef);

        assertThat(codes.labels(CipherSuite::find))
                .containsExactly("TLS_AES_128_GCM_SHA256", "GREASE", "0xbeef");
        assertThat(codes).hasToString("[0x1301, 0x2a2a, 0xbeef]");
    }

    @Example
    void everyRegisteredValueIsFoundByItsNumber() {
        for (CipherSuite value : CipherSuite.values()) {
            assertThat(CipherSuite.find(value.code())).isEqualTo(value);
        }
        for (NamedGroup value : NamedGroup.values()) {
            assertThat(NamedGroup.find(value.code())).isEqualTo(value);
        }
        for (SignatureScheme value : SignatureScheme.values()) {
            assertThat(SignatureScheme.find(value.code())).isEqualTo(value);
        }
        for (ExtensionType value : ExtensionType.values()) {
            assertThat(ExtensionType.find(value.code())).isEqualTo(value);
        }
        for (HandshakeType value : HandshakeType.values()) {
            assertThat(HandshakeType.find(value.code())).isEqualTo(value);
        }
        for (AlertDescription value : AlertDescription.values()) {
            assertThat(AlertDescription.find(value.code())).isEqualTo(value);
        }
        for (ContentType value : ContentType.values()) {
            assertThat(ContentType.find(value.code())).isEqualTo(value);
        }
        for (ProtocolVersion value : ProtocolVersion.values()) {
            assertThat(ProtocolVersion.find(value.code())).isEqualTo(value);
        }
        assertThat(CipherSuite.find(0x0a0a)).isNull();
        assertThat(Arrays.stream(ContentType.values()).map(ContentType::label))
                .doesNotHaveDuplicates();
    }
}
