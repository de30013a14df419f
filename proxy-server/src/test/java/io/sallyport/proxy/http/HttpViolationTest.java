package io.sallyport.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HttpViolationTest {
    @ParameterizedTest
    @EnumSource
    void saysWhatHappenedAndWhatToDo(HttpViolation violation) {
        assertThat(violation.id()).matches("[a-z0-9_]+");
        assertThat(violation.sentence()).isNotBlank().doesNotEndWith(".");
        assertThat(violation.remedy()).isNotBlank().doesNotEndWith(".");
    }

    @ParameterizedTest
    @EnumSource
    void isAnsweredByARegisteredErrorStatus(HttpViolation violation) {
        HttpResponseStatus status = HttpResponseStatus.valueOf(violation.status());
        assertThat(status.codeClass())
                .isIn(HttpStatusClass.CLIENT_ERROR, HttpStatusClass.SERVER_ERROR);
        assertThat(status.reasonPhrase()).doesNotContain("(");
    }
}
