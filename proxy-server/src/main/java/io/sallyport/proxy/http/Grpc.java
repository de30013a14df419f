package io.sallyport.proxy.http;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;

/// What gRPC expects of those between its clients and servers.
final class Grpc {
    private static final String TYPE = "application/grpc";

    private static final int UNKNOWN = 2;
    private static final int PERMISSION_DENIED = 7;
    private static final int RESOURCE_EXHAUSTED = 8;
    private static final int UNIMPLEMENTED = 12;
    private static final int INTERNAL = 13;
    private static final int UNAVAILABLE = 14;
    private static final int UNAUTHENTICATED = 16;

    private Grpc() {}

    /// Whether a request is a call: `application/grpc`, perhaps with `+proto` or the like. Not `application/grpc-web`,
    /// which is another protocol.
    static boolean is(HttpRequest request) {
        String type = request.headers().get(HttpHeaderNames.CONTENT_TYPE, "");
        return type.regionMatches(true, 0, TYPE, 0, TYPE.length())
                && (type.length() == TYPE.length()
                        || "+;".indexOf(type.charAt(TYPE.length())) >= 0);
    }

    /// An answer of the proxy's own that a client of gRPC understands: its head has the status of the call.
    ///
    /// @param code of the status that any other client would get
    /// @param sentence for people
    static FullHttpResponse answer(int code, String sentence) {
        FullHttpResponse answer =
                new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1, HttpResponseStatus.OK, Unpooled.EMPTY_BUFFER);
        answer.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, TYPE)
                .set("grpc-status", status(code))
                .set("grpc-message", sentence);
        return answer;
    }

    /// As gRPC's own table has it ("HTTP to gRPC Status Code Mapping").
    private static int status(int code) {
        return switch (code) {
            case 400, 431 -> INTERNAL;
            case 401 -> UNAUTHENTICATED;
            case 403 -> PERMISSION_DENIED;
            case 404 -> UNIMPLEMENTED;
            case 413 -> RESOURCE_EXHAUSTED;
            case 429, 502, 503, 504 -> UNAVAILABLE;
            default -> UNKNOWN;
        };
    }
}
