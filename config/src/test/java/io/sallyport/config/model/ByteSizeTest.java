package io.sallyport.config.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSizeTest {
    @ParameterizedTest
    @CsvSource({
        "0B, 0, 0B",
        "512B, 512, 512B",
        "1024B, 1024, 1KiB",
        "16KiB, 16384, 16KiB",
        "1536KiB, 1572864, 1536KiB",
        "1MiB, 1048576, 1MiB",
        "2GiB, 2147483648, 2GiB"
    })
    void readsAndPrintsSizes(String text, long bytes, String printed) {
        assertThat(ByteSize.parse(text)).isEqualTo(new ByteSize(bytes)).hasToString(printed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "16", "16KB", "16 KiB", "-1KiB", "1.5MiB", "KiB", "16kib", "١KiB"})
    void refusesWhatIsNoSize(String text) {
        assertThatThrownBy(() -> ByteSize.parse(text))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage(
                        "'%s' is not a size; write a number and a unit, such as 512B, 16KiB or"
                                + " 1MiB",
                        text);
    }

    @Test
    void refusesSizesBeyondALong() {
        assertThatThrownBy(() -> ByteSize.parse("999999999999999999GiB"))
                .hasMessageContaining("is too large a size");
    }

    @Test
    void refusesNegativeSizes() {
        assertThatIllegalArgumentException().isThrownBy(() -> ByteSize.ofBytes(-1));
    }
}
