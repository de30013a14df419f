package io.sallyport.proxy.http;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// A frame as it is on the wire (RFC 9113, section 4.1).
record Http2Frame(int type, int flags, int stream, String payload) {
    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int PRIORITY = 2;
    static final int RST_STREAM = 3;
    static final int SETTINGS = 4;
    static final int PUSH_PROMISE = 5;
    static final int PING = 6;
    static final int GOAWAY = 7;
    static final int WINDOW_UPDATE = 8;
    static final int CONTINUATION = 9;

    static final int END_STREAM = 1;
    static final int ACK = 1;
    static final int END_HEADERS = 4;
    static final int PADDED = 8;
    static final int WITH_PRIORITY = 32;

    boolean has(int flag) {
        return (flags & flag) != 0;
    }

    /// Octets as characters.
    byte[] octets() {
        return payload.getBytes(StandardCharsets.ISO_8859_1);
    }

    /// A number of 32 bits in the payload.
    int number(int at) {
        byte[] octets = octets();
        return (octets[at] & 0xFF) << 24
                | (octets[at + 1] & 0xFF) << 16
                | (octets[at + 2] & 0xFF) << 8
                | octets[at + 3] & 0xFF;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "type %d flags %d stream %d: %s", type, flags, stream, payload);
    }
}
