package io.sallyport.proxy.http;

import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseEncoder;

/// Writes answers, those to HEAD without their body (RFC 9110, section 9.3.2). For one connection.
final class AnswerEncoder extends HttpResponseEncoder {
    private boolean toHead;

    /// What comes next answers HEAD, or does not.
    void answering(boolean head) {
        toHead = head;
    }

    @Override
    protected boolean isContentAlwaysEmpty(HttpResponse msg) {
        return toHead || super.isContentAlwaysEmpty(msg);
    }
}
