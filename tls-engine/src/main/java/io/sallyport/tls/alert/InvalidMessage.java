package io.sallyport.tls.alert;

import io.sallyport.tls.codepoint.AlertDescription;

/// Bytes that cannot be read as what they should be (RFC 9846, section 6: `decode_error`).
public enum InvalidMessage {
    /// A length that points beyond the end of what contains it.
    TRUNCATED(AlertDescription.DECODE_ERROR),
    /// Bytes left over after the last field.
    TRAILING_BYTES(AlertDescription.DECODE_ERROR),
    /// A vector whose length is not a multiple of its element's.
    UNEVEN_VECTOR(AlertDescription.DECODE_ERROR),
    /// A vector shorter or longer than its definition allows.
    VECTOR_LENGTH_OUT_OF_RANGE(AlertDescription.DECODE_ERROR),
    /// A `server_name` that is not a DNS name in ASCII (RFC 6066, section 3).
    INVALID_SERVER_NAME(AlertDescription.DECODE_ERROR),
    /// An alert record that does not hold just one alert (RFC 9846, section 5.1).
    INVALID_ALERT(AlertDescription.DECODE_ERROR),
    /// The first bytes are an HTTP request in the clear.
    PLAIN_HTTP(AlertDescription.UNEXPECTED_MESSAGE),
    /// The first bytes are a ClientHello in the format of SSL 2.0, which must be refused (RFC 9846,
    /// appendix E.5).
    SSL_2_HELLO(AlertDescription.PROTOCOL_VERSION),
    /// The bytes are no TLS record.
    NOT_TLS(AlertDescription.UNEXPECTED_MESSAGE);

    private final AlertDescription alert;

    InvalidMessage(AlertDescription alert) {
        this.alert = alert;
    }

    /// What the peer is told.
    public AlertDescription alert() {
        return alert;
    }
}
