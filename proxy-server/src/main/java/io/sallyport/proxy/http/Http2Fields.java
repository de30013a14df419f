package io.sallyport.proxy.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.util.Iterator;
import java.util.Map;

/// Fields as HTTP/2 has them: names in lower case (RFC 9113, section 8.2), and nothing about a connection (section
/// 8.2.2).
final class Http2Fields {
    private static final AsciiString TRAILERS = AsciiString.cached("trailers");

    private Http2Fields() {}

    /// @param answer made by [AnswerHead]
    static Http2Headers ofAnswer(HttpResponse answer) {
        return fields(answer.headers()).status(answer.status().codeAsText());
    }

    /// @param request made by [RequestHead]
    static Http2Headers ofRequest(HttpRequest request) {
        Http2Headers fields =
                fields(request.headers())
                        .method(request.method().asciiName())
                        .scheme("http")
                        .path(request.uri());
        CharSequence host = request.headers().get(HttpHeaderNames.HOST);
        if (host != null) {
            fields.authority(host);
            fields.remove(HttpHeaderNames.HOST);
        }
        if (Grpc.is(request)) {
            // some of its servers insist on it
            fields.set(HttpHeaderNames.TE, TRAILERS);
        }
        return fields;
    }

    static Http2Headers trailers(HttpHeaders trailers) {
        return fields(trailers);
    }

    private static Http2Headers fields(HttpHeaders from) {
        Http2Headers fields = new DefaultHttp2Headers(false, from.size() + 1);
        Iterator<Map.Entry<CharSequence, CharSequence>> each = from.iteratorCharSequence();
        while (each.hasNext()) {
            Map.Entry<CharSequence, CharSequence> field = each.next();
            AsciiString name = AsciiString.of(field.getKey()).toLowerCase();
            if (!isOfConnection(name)) {
                fields.add(name, field.getValue());
            }
        }
        return fields;
    }

    /// The others are gone already.
    private static boolean isOfConnection(AsciiString name) {
        return name.contentEquals(HttpHeaderNames.TRANSFER_ENCODING)
                || name.contentEquals(HttpHeaderNames.CONNECTION)
                || name.isEmpty()
                || name.charAt(0) == ':';
    }
}
