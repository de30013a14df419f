package io.sallyport.proxy.http;

import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import java.util.ArrayDeque;
import java.util.Deque;

/// The streams that a client passed over when it began one with a higher number: none of them may begin any more (RFC
/// 9113, section 5.1.1). A header for one ends the connection; a header for a stream that was there once is that
/// stream's error alone, because it may have been on its way when the stream was reset.
final class SkippedStreams {
    /// Hardly any client passes over a stream at all. Of one that does so again and again, the first ones are forgotten,
    /// and taken for closed.
    private static final int MOST_GAPS = 16;

    private final Deque<Gap> gaps = new ArrayDeque<>();
    private int last = -1;

    private record Gap(int first, int last) {
        boolean has(int stream) {
            return stream >= first && stream <= last;
        }
    }

    /// A header came for this stream.
    ///
    /// @throws Http2Exception if the stream was passed over
    void header(int stream) throws Http2Exception {
        if (stream <= last) {
            if (gaps.stream().anyMatch(gap -> gap.has(stream))) {
                throw Http2Exception.connectionError(
                        Http2Error.PROTOCOL_ERROR,
                        "stream %d begins after stream %d; its number must be higher",
                        stream,
                        last);
            }
            return;
        }
        if (stream > last + 2) {
            if (gaps.size() == MOST_GAPS) {
                gaps.removeFirst();
            }
            gaps.addLast(new Gap(last + 2, stream - 2));
        }
        last = stream;
    }
}
