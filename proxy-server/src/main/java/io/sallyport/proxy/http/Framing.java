package io.sallyport.proxy.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Where a request's body ends (RFC 9112, section 6.3), where there is but one answer.
sealed interface Framing {
    /// @param bytes 0 or more; 0 without a body
    record Length(long bytes) implements Framing {}

    record Chunked() implements Framing {}

    /// Nobody knows where the body ends.
    record Broken(HttpViolation violation) implements Framing {}

    /// No number of so many digits overflows.
    int MOST_LENGTH_DIGITS = 18;

    Pattern LENGTH = Pattern.compile("[0-9]{1," + MOST_LENGTH_DIGITS + "}");

    /// @param contentLengths how many the client sent: of a request of HTTP/1.0, Netty leaves the
    ///     first
    static Framing of(HttpRequest request, int contentLengths) {
        HttpHeaders headers = request.headers();
        List<String> lengths = headers.getAll(HttpHeaderNames.CONTENT_LENGTH);
        List<String> codings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
        if (codings.isEmpty()) {
            return lengths.isEmpty() ? new Length(0) : length(lengths.getFirst(), contentLengths);
        }
        if (request.protocolVersion().equals(HttpVersion.HTTP_1_0)) {
            return new Broken(HttpViolation.TRANSFER_ENCODING_IN_HTTP_1_0);
        }
        if (!lengths.isEmpty()) {
            return new Broken(HttpViolation.CONTENT_LENGTH_WITH_TRANSFER_ENCODING);
        }
        return chunked(codings);
    }

    private static Framing length(String length, int contentLengths) {
        if (contentLengths > 1 || length.indexOf(',') >= 0) {
            return new Broken(HttpViolation.CONFLICTING_CONTENT_LENGTH);
        }
        return LENGTH.matcher(length).matches()
                ? new Length(Long.parseLong(length))
                : new Broken(HttpViolation.INVALID_CONTENT_LENGTH);
    }

    /// Codings before a final chunked do not hide where the body ends: they are merely not known.
    private static Framing chunked(List<String> fields) {
        if (fields.size() == 1 && isChunked(fields.getFirst())) {
            return new Chunked();
        }
        List<String> codings =
                fields.stream()
                        .flatMap(field -> Stream.of(field.split(",", -1)))
                        .map(String::strip)
                        .toList();
        boolean endsInChunked = isChunked(codings.getLast());
        boolean isChunkedOnce = codings.stream().filter(Framing::isChunked).count() == 1;
        boolean hasAnother = codings.stream().anyMatch(Framing::isUnknown);
        return new Broken(
                endsInChunked && isChunkedOnce && hasAnother
                        ? HttpViolation.UNSUPPORTED_TRANSFER_CODING
                        : HttpViolation.TRANSFER_ENCODING_NOT_CHUNKED);
    }

    private static boolean isChunked(String coding) {
        return HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(coding);
    }

    private static boolean isUnknown(String coding) {
        return !coding.isEmpty()
                && !isChunked(coding)
                && !HttpHeaderValues.IDENTITY.contentEqualsIgnoreCase(coding);
    }
}
