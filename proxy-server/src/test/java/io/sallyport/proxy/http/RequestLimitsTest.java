package io.sallyport.proxy.http;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestLimitsTest {
    @ParameterizedTest
    @CsvSource({
        "15, 16, 1, requestLine is 15",
        "1048577, 16, 1, requestLine is 1048577",
        "16, 15, 1, fieldBytes is 15",
        "16, 1048577, 1, fieldBytes is 1048577",
        "16, 16, 0, fields is 0",
        "16, 16, 10001, fields is 10001",
    })
    void refusesALimitOutOfRange(int requestLine, int fieldBytes, int fields, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RequestLimits(requestLine, fieldBytes, fields))
                .withMessageContaining(message);
    }
}
