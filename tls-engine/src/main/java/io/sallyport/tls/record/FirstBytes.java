package io.sallyport.tls.record;

import io.sallyport.tls.alert.InvalidMessage;
import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.codepoint.ContentType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Tells a peer that does not speak TLS from one that does, by the first bytes of a connection.
final class FirstBytes {
    private static final int TLS_MAJOR_VERSION = 3;

    private static final List<byte[]> HTTP_METHODS =
            List.of(
                            "GET ",
                            "HEAD ",
                            "POST ",
                            "PUT ",
                            "DELETE ",
                            "OPTIONS ",
                            "CONNECT ",
                            "TRACE ",
                            "PATCH ",
                            "PRI * HTTP")
                    .stream()
                    .map(method -> method.getBytes(StandardCharsets.US_ASCII))
                    .toList();

    private FirstBytes() {}

    /// Looks at what has come, without consuming it.
    ///
    /// @return whether enough has come to be sure that it is a record
    /// @throws TlsException `PLAIN_HTTP`, `SSL_2_HELLO` or `NOT_TLS`
    static boolean areTls(ByteBuffer input) throws TlsException {
        if (!input.hasRemaining()) {
            return false;
        }
        int first = input.get(input.position()) & 0xff;
        if (ContentType.find(first) != null) {
            return input.remaining() >= 2 && checkVersion(input);
        }
        if (mayBecomeSsl2(input) || mayBecomeHttp(input)) {
            return false;
        }
        throw TlsException.malformed(InvalidMessage.NOT_TLS);
    }

    private static boolean checkVersion(ByteBuffer input) throws TlsException {
        if (input.get(input.position() + 1) != TLS_MAJOR_VERSION) {
            throw TlsException.malformed(InvalidMessage.NOT_TLS);
        }
        return true;
    }

    /// A length of two bytes with the high bit set, then message type 1, then a version.
    private static boolean mayBecomeSsl2(ByteBuffer input) throws TlsException {
        int start = input.position();
        int count = input.remaining();
        if ((input.get(start) & 0x80) == 0 || count > 2 && input.get(start + 2) != 1) {
            return false;
        }
        if (count > 3) {
            int majorVersion = input.get(start + 3);
            if (majorVersion == 0 || majorVersion == TLS_MAJOR_VERSION) {
                throw TlsException.malformed(InvalidMessage.SSL_2_HELLO);
            }
        }
        return count <= 3;
    }

    private static boolean mayBecomeHttp(ByteBuffer input) throws TlsException {
        boolean undecided = false;
        for (byte[] method : HTTP_METHODS) {
            int common = commonPrefix(input, method);
            if (common == method.length) {
                throw TlsException.malformed(InvalidMessage.PLAIN_HTTP);
            }
            undecided |= common == input.remaining();
        }
        return undecided;
    }

    private static int commonPrefix(ByteBuffer input, byte[] method) {
        int most = Math.min(input.remaining(), method.length);
        int common = 0;
        while (common < most && input.get(input.position() + common) == method[common]) {
            common++;
        }
        return common;
    }
}
