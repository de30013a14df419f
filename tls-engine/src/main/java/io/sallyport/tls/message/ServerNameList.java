package io.sallyport.tls.message;

import io.sallyport.tls.alert.InvalidMessage;
import io.sallyport.tls.alert.PeerMisbehaved;
import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.codec.WireReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The `server_name` extension of a ClientHello (RFC 6066, section 3).
final class ServerNameList {
    private static final int HOST_NAME = 0;

    /// The longest name that DNS allows, with a final dot.
    private static final int LONGEST = 254;

    private ServerNameList() {}

    /// The host name in lower case and without a final dot, or null if the list has none.
    static @Nullable String read(WireReader extension) throws TlsException {
        WireReader list = extension.vector16(1, 0xffff);
        extension.finish();
        String hostName = null;
        while (list.remaining() > 0) {
            int type = list.uint8();
            byte[] name = list.vector16(1, 0xffff).rest();
            if (type == HOST_NAME) {
                if (hostName != null) {
                    throw TlsException.misbehaved(PeerMisbehaved.SENT_SEVERAL_HOST_NAMES);
                }
                hostName = hostName(name);
            }
        }
        return hostName;
    }

    /// Letters, digits, hyphens, underscores (seen in the wild), dots between labels; colons for the
    /// addresses that some clients send against the rule, which then simply match no name.
    private static String hostName(byte[] name) throws TlsException {
        if (name.length > LONGEST) {
            throw TlsException.malformed(InvalidMessage.INVALID_SERVER_NAME);
        }
        for (int i = 0; i < name.length; i++) {
            int c = name[i];
            boolean dot = c == '.' && i > 0 && name[i - 1] != '.';
            boolean plain =
                    c >= 'a' && c <= 'z'
                            || c >= 'A' && c <= 'Z'
                            || c >= '0' && c <= '9'
                            || c == '-'
                            || c == '_'
                            || c == ':';
            if (!dot && !plain) {
                throw TlsException.malformed(InvalidMessage.INVALID_SERVER_NAME);
            }
        }
        String text = new String(name, StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT);
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }
}
