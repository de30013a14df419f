package io.sallyport.tls.message;

import io.sallyport.tls.alert.InvalidMessage;
import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.codec.WireReader;
import io.sallyport.tls.codepoint.AlertDescription;
import org.jspecify.annotations.Nullable;

/// An alert (RFC 9846, section 6). The level has no meaning in TLS 1.3 and is kept for the log.
///
/// @param level as sent: 1 is warning, 2 is fatal
/// @param code as sent, registered or not
public record Alert(int level, int code) {
    private static final int WARNING = 1;
    private static final int FATAL = 2;

    /// The alert as we send it: closure alerts are warnings, all others fatal (section 6).
    public static Alert of(AlertDescription description) {
        return new Alert(description.isClosure() ? WARNING : FATAL, description.code());
    }

    /// @param length of the record's content, which must be just one alert (section 5.1)
    public static Alert read(byte[] content, int offset, int length) throws TlsException {
        if (length != 2) {
            throw TlsException.malformed(InvalidMessage.INVALID_ALERT);
        }
        WireReader reader = WireReader.of(content, offset, length);
        return new Alert(reader.uint8(), reader.uint8());
    }

    /// Whether the level says that the connection may go on, which is so in TLS 1.2 only (RFC 5246, section
    /// 7.2).
    public boolean isWarning() {
        return level == WARNING;
    }

    /// The description, or null if it is not registered.
    public @Nullable AlertDescription description() {
        return AlertDescription.find(code);
    }

    public byte[] encoded() {
        return new byte[] {(byte) level, (byte) code};
    }
}
