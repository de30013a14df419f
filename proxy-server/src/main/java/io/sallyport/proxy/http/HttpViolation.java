package io.sallyport.proxy.http;

import java.util.Locale;

/// Which rule a request broke: a closed list, the same ids in metrics and logs. A connection of HTTP/1.1
/// ends after the answer, whatever the rule (RFC 9112, section 9.6); one of HTTP/2 goes on.
public enum HttpViolation {
    // The request line.
    EMPTY_LINES(
            400,
            "the client sent more empty lines before a request than are skipped",
            "correct the client: it sends a line end too many after each body"),
    INVALID_REQUEST_LINE(
            400,
            "the request line is not a method, a target and a version, with one space between",
            "correct the client: a space in a target must be sent as %20; scanners cause this, too"),
    INVALID_METHOD(
            400,
            "the method has a character that no method may have",
            "check which protocol belongs on this port; scanners cause this, too"),
    METHOD_NOT_SUPPORTED(
            501,
            "the method is CONNECT or TRACE, which this proxy does for nobody",
            "nothing to do: who sends this looks for open proxies or for secrets in an echo"),
    INVALID_TARGET(
            400,
            "the request's target has no form that this proxy serves",
            "correct the client; it must percent-encode what a target may not have"),
    UNSUPPORTED_VERSION(
            505,
            "the request's version is neither HTTP/1.0 nor HTTP/1.1",
            "correct the client; HTTP/2 is agreed on by ALPN, not by the request line"),
    REQUEST_LINE_TOO_LONG(
            414,
            "the request line is longer than allowed",
            "shorten the URL, or send the data in a body"),

    UNKNOWN_PSEUDO_HEADER(
            400,
            "a field begins with a colon and is not one that requests of HTTP/2 have",
            "correct the client; it may be an attempt to smuggle a request"),
    DUPLICATE_PSEUDO_HEADER(
            400,
            "the request of HTTP/2 has its method, scheme, authority or path more than once",
            "correct the client; it may be an attempt to smuggle a request"),
    MISPLACED_PSEUDO_HEADER(
            400,
            "a field that begins with a colon stands after others, or among the trailers",
            "correct the client; it may be an attempt to smuggle a request"),
    PROTOCOL_NOT_SUPPORTED(
            501,
            "the stream of HTTP/2 is to become something else than a WebSocket",
            "nothing to do: the client asks for a tunnel that this proxy does not have"),
    MISSING_PSEUDO_HEADER(
            400,
            "the request of HTTP/2 has no method, scheme or path",
            "correct the client; it may be a scanner"),
    INVALID_SCHEME(
            400,
            "the scheme of the request of HTTP/2 is neither http nor https",
            "correct the client"),

    // Lines and fields.
    BARE_LINE_FEED(
            400,
            "a line ends in LF without CR",
            "correct the client; it may be an attempt to smuggle a request"),
    BARE_CARRIAGE_RETURN(
            400,
            "a CR stands without LF",
            "correct the client; it may be an attempt to smuggle a request"),
    OBSOLETE_FOLDING(
            400,
            "a line among the header fields begins with white space",
            "correct the client: a field must stand in one line"),
    SPACE_BEFORE_COLON(
            400,
            "white space stands within or after a field's name",
            "correct the client; it may be an attempt to smuggle a request"),
    INVALID_FIELD_NAME(
            400,
            "a field's name is empty, has a forbidden character, or imitates one that frames",
            "correct the client; it may be an attempt to smuggle a request"),
    INVALID_FIELD_VALUE(
            400,
            "a field's value has a control character, or in HTTP/2 white space at an end",
            "correct the client: it must encode such values; it may be an attempt to smuggle a"
                    + " request"),
    UPPERCASE_FIELD_NAME(
            400,
            "a field's name has an upper-case letter, which HTTP/2 has no room for",
            "correct the client; it may be an attempt to smuggle a request"),
    CONNECTION_FIELD(
            400,
            "a request of HTTP/2 has a field that is about a connection of HTTP/1.1",
            "correct the client; it may be an attempt to smuggle a request"),
    HEADER_TOO_LARGE(
            431,
            "the header fields have more bytes than allowed",
            "let the client forget its cookies; look for a field that grows"),
    TOO_MANY_FIELDS(
            431,
            "the request has more header fields than allowed",
            "look into the client for what adds fields; loops of proxies cause this, too"),

    // Whom the request is for.
    MISSING_HOST(
            400,
            "a request has no Host, which only HTTP/1.0 can do without",
            "correct the client; it may be a scanner"),
    SEVERAL_HOSTS(
            400,
            "the request has more than one Host",
            "correct the client; it may be an attempt to get past a filter"),
    INVALID_HOST(
            400,
            "Host is not a name or an address, with or without a port",
            "correct the address that the client is told to connect to"),
    HOST_DIFFERS_FROM_TARGET(
            400,
            "the target names another host than Host does",
            "correct the client; it may be an attempt to get past a filter"),

    // Where the body ends.
    INVALID_CONTENT_LENGTH(
            400,
            "Content-Length is not a decimal number that can be counted to",
            "correct the client; it may be an attempt to smuggle a request"),
    CONFLICTING_CONTENT_LENGTH(
            400,
            "the request has more than one Content-Length",
            "correct the client; it may be an attempt to smuggle a request"),
    CONTENT_LENGTH_WITH_TRANSFER_ENCODING(
            400,
            "the request has both Content-Length and Transfer-Encoding",
            "correct the client; it may be an attempt to smuggle a request"),
    TRANSFER_ENCODING_IN_HTTP_1_0(
            400,
            "a request of HTTP/1.0 has a Transfer-Encoding, which came with HTTP/1.1",
            "correct the client; it may be an attempt to smuggle a request"),
    TRANSFER_ENCODING_NOT_CHUNKED(
            400,
            "Transfer-Encoding does not end in a single chunked",
            "correct the client; it may be an attempt to smuggle a request"),
    UNSUPPORTED_TRANSFER_CODING(
            501,
            "the body has a transfer coding other than chunked",
            "let the client use Content-Encoding instead"),
    CONTENT_LENGTH_DIFFERS(
            400,
            "the body of the request of HTTP/2 is not as long as Content-Length says",
            "correct the client; it may be an attempt to smuggle a request"),
    AMBIGUOUS_REQUEST(
            400,
            "the request can be understood in more than one way",
            "correct the client; drafts of WebSocket from before 2011 cause this, too"),

    // The parts of a chunked body.
    INVALID_CHUNK_SIZE(
            400,
            "a chunk's size is not a hexadecimal number below 2 GiB of at most 8 digits",
            "correct the client; it may be an attempt to smuggle a request"),
    INVALID_CHUNK_EXTENSION(
            400,
            "a chunk's extension cannot be read, or they are longer than allowed",
            "correct the client; nothing that is known needs extensions"),
    INVALID_CHUNK_END(
            400,
            "a chunk is longer or shorter than its size says",
            "correct the client; it may be an attempt to smuggle a request"),
    INVALID_TRAILER(
            400,
            "a field stands after the body that only the header may have",
            "correct the client; it may be an attempt to smuggle a request");

    private final String id = name().toLowerCase(Locale.ROOT);
    private final int status;
    private final String sentence;
    private final String remedy;

    HttpViolation(int status, String sentence, String remedy) {
        this.status = status;
        this.sentence = sentence;
        this.remedy = remedy;
    }

    /// The name in metrics, logs and the documentation.
    public String id() {
        return id;
    }

    /// The status code of the answer. CONNECT and TRACE get 501 rather than 405: 405 has to list what
    /// the resource allows (RFC 9110, section 15.5.6), which only the server behind knows.
    public int status() {
        return status;
    }

    /// What happened, in words for people, without a full stop.
    public String sentence() {
        return sentence;
    }

    /// What to do about it, without a full stop.
    public String remedy() {
        return remedy;
    }
}
