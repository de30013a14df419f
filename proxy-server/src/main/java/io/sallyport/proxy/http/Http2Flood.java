package io.sallyport.proxy.http;

import io.netty.handler.codec.http2.Http2Exception;

/// Thrown to the codec, which ends the connection: the client did too often what it may do.
final class Http2Flood extends Http2Exception {
    private final Http2Failure failure;

    Http2Flood(Http2Failure failure) {
        super(failure.error(), failure.sentence(), ShutdownHint.HARD_SHUTDOWN);
        this.failure = failure;
    }

    Http2Failure failure() {
        return failure;
    }
}
