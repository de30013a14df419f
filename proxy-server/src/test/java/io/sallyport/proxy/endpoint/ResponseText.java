package io.sallyport.proxy.endpoint;

import java.nio.charset.StandardCharsets;

/// What is in a response, for tests.
public final class ResponseText {

    private ResponseText() {}

    public static String of(Response response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    public static String contentType(Response response) {
        return response.contentType();
    }
}
