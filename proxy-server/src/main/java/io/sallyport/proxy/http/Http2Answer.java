package io.sallyport.proxy.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.util.Iterator;
import java.util.Map;

/// The fields of answers as HTTP/2 has them: names in lower case (RFC 9113, section 8.2), and nothing about a
/// connection (section 8.2.2).
final class Http2Answer {

    private Http2Answer() {}

    /// @param answer made by [AnswerHead]
    static Http2Headers head(HttpResponse answer) {
        Http2Headers head = fields(answer.headers());
        head.status(answer.status().codeAsText());
        return head;
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
