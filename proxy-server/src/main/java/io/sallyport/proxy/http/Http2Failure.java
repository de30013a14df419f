package io.sallyport.proxy.http;

import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Why a client's connection of HTTP/2 was ended by GOAWAY, or one of its streams for the same kind of reason: a
/// closed list, the same ids in metrics and logs. First what is allowed once and harmful in numbers, then what takes too
/// long, then the error codes of RFC 9113, section 7, that a connection can end with.
public enum Http2Failure {
    RAPID_RESET(
            Http2Error.ENHANCE_YOUR_CALM,
            "the client began streams and reset them, faster than anybody needs to",
            "nothing to do: an attack by which the server would work for nobody"),
    PROVOKED_RESETS(
            Http2Error.ENHANCE_YOUR_CALM,
            "the client made too many requests that had to be reset",
            "look into the access log for what is wrong with the requests"),
    CONTINUATION_FLOOD(
            Http2Error.ENHANCE_YOUR_CALM,
            "the client cut a header into more frames than anybody needs to",
            "nothing to do: an attack on memory"),
    PING_FLOOD(
            Http2Error.ENHANCE_YOUR_CALM,
            "the client sent more PING frames than anybody needs to",
            "let the client send keep-alives less often, if it is one of yours"),
    SETTINGS_FLOOD(
            Http2Error.ENHANCE_YOUR_CALM,
            "the client changed its settings more often than anybody needs to",
            "nothing to do: an attack by work"),
    PRIORITY_FLOOD(
            Http2Error.ENHANCE_YOUR_CALM,
            "the client sent more PRIORITY frames than anybody needs to",
            "nothing to do: an attack by work"),
    EMPTY_DATA_FLOOD(
            Http2Error.ENHANCE_YOUR_CALM,
            "the client sent more DATA frames without data than anybody needs to",
            "nothing to do: an attack by work"),
    UNKNOWN_FRAME_FLOOD(
            Http2Error.ENHANCE_YOUR_CALM,
            "the client sent more frames of unknown types than anybody needs to",
            "nothing to do: an attack by work"),
    WINDOW_UPDATE_FLOOD(
            Http2Error.ENHANCE_YOUR_CALM,
            "the client opened its windows by far smaller steps than anybody needs to",
            "nothing to do: an attack by work, or a client that takes answers byte by byte"),
    HEADER_TIMEOUT(
            Http2Error.PROTOCOL_ERROR,
            "the client began a header and did not end it in time",
            "nothing to do for a few: the client's network stalled, or it keeps connections busy on purpose; if they are many, `limits.max_connections` bounds them"),
    PREFACE_TIMEOUT(
            Http2Error.PROTOCOL_ERROR,
            "the client agreed to HTTP/2 and did not begin with it in time",
            "the same"),
    PROTOCOL_ERROR(
            Http2Error.PROTOCOL_ERROR,
            "the client broke a rule of HTTP/2",
            "correct the client; scanners cause this, too"),
    INTERNAL_ERROR(
            Http2Error.INTERNAL_ERROR,
            "a fault in the proxy",
            "report it with the error beside it in the log"),
    FLOW_CONTROL_ERROR(
            Http2Error.FLOW_CONTROL_ERROR,
            "the client sent more than the windows allow, or opened its own beyond 2 GiB",
            "correct the client"),
    FRAME_SIZE_ERROR(
            Http2Error.FRAME_SIZE_ERROR,
            "the client sent a frame of a size that it may not have",
            "correct the client"),
    STREAM_CLOSED(
            Http2Error.STREAM_CLOSED,
            "the client sent a frame for a stream that it had ended",
            "correct the client"),
    COMPRESSION_ERROR(
            Http2Error.COMPRESSION_ERROR,
            "the client's compressed header cannot be read",
            "correct the client");

    private final Http2Error error;
    private final String sentence;
    private final String remedy;

    Http2Failure(Http2Error error, String sentence, String remedy) {
        this.error = error;
        this.sentence = sentence;
        this.remedy = remedy;
    }

    /// The name in metrics, logs and the documentation.
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The code in the GOAWAY frame.
    public Http2Error error() {
        return error;
    }

    /// What happened, in words for people, without a full stop.
    public String sentence() {
        return sentence;
    }

    /// What to do about it, without a full stop.
    public String remedy() {
        return remedy;
    }

    /// What the codec means by an exception.
    ///
    /// @param thrown null: one that is not about HTTP/2
    static Http2Failure of(@Nullable Http2Exception thrown) {
        return switch (thrown) {
            case null -> INTERNAL_ERROR;
            case Http2Flood flood -> flood.failure();
            case Http2Exception other -> of(other.error());
        };
    }

    /// What the codec means by an error code. It knows one cause for ENHANCE_YOUR_CALM; the others are ours.
    static Http2Failure of(Http2Error error) {
        return switch (error) {
            case ENHANCE_YOUR_CALM -> CONTINUATION_FLOOD;
            case FLOW_CONTROL_ERROR -> FLOW_CONTROL_ERROR;
            case FRAME_SIZE_ERROR -> FRAME_SIZE_ERROR;
            case STREAM_CLOSED -> STREAM_CLOSED;
            case COMPRESSION_ERROR -> COMPRESSION_ERROR;
            case INTERNAL_ERROR -> INTERNAL_ERROR;
            case NO_ERROR,
                    PROTOCOL_ERROR,
                    SETTINGS_TIMEOUT,
                    REFUSED_STREAM,
                    CANCEL,
                    CONNECT_ERROR,
                    INADEQUATE_SECURITY,
                    HTTP_1_1_REQUIRED ->
                    PROTOCOL_ERROR;
        };
    }
}
