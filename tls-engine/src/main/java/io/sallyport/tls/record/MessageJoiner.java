package io.sallyport.tls.record;

import io.sallyport.tls.alert.PeerMisbehaved;
import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.codepoint.HandshakeType;
import io.sallyport.tls.message.HandshakeMessage;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Joins handshake messages that are split over records, and parts those that share one (RFC 9846,
/// section 5.1). Holds no memory between messages.
public final class MessageJoiner {
    private static final byte[] EMPTY = {};

    private int sizeLimit;

    /// 0: as for all others.
    private int certificateLimit;

    private @Nullable HandshakeType expected;
    private byte[] pending = EMPTY;
    private int length;

    /// @param sizeLimit bytes of a message, header included
    public MessageJoiner(int sizeLimit) {
        this.sizeLimit = sizeLimit;
    }

    /// From now on, messages may have this size.
    public void limitSize(int bytes) {
        this.sizeLimit = bytes;
    }

    /// From now on, a Certificate may have this size.
    public void limitCertificate(int bytes) {
        this.certificateLimit = bytes;
    }

    /// From now on, messages must be of this type.
    public void expect(HandshakeType type) {
        this.expected = type;
    }

    /// Takes in the content of a handshake record.
    ///
    /// @throws TlsException `SENT_EMPTY_HANDSHAKE_RECORD`
    public void add(byte[] content, int offset, int count) throws TlsException {
        if (count == 0) {
            throw TlsException.misbehaved(PeerMisbehaved.SENT_EMPTY_HANDSHAKE_RECORD);
        }
        if (length + count > pending.length) {
            pending = Arrays.copyOf(pending, Math.max(length + count, length * 2));
        }
        System.arraycopy(content, offset, pending, length, count);
        length += count;
    }

    /// The next whole message, or null if more records are needed.
    ///
    /// @throws TlsException as soon as there is a header: `UnexpectedMessage` if its type is not the
    ///     expected one, `SENT_OVERSIZED_HANDSHAKE_MESSAGE` if it announces too much
    public @Nullable HandshakeMessage next() throws TlsException {
        if (length < HandshakeMessage.HEADER_LENGTH) {
            return null;
        }
        checkHeader();
        if (length < announced()) {
            return null;
        }
        int size = announced();
        byte[] message = Arrays.copyOf(pending, size);
        pending = size == length ? EMPTY : Arrays.copyOfRange(pending, size, length);
        length -= size;
        return HandshakeMessage.owning(message);
    }

    public boolean isEmpty() {
        return length == 0;
    }

    /// The type of the message of which a part is pending, known or not; -1 if nothing is.
    public int pendingType() {
        return length == 0 ? -1 : pending[0] & 0xff;
    }

    /// Insists that nothing is pending.
    ///
    /// @throws TlsException `SENT_MESSAGE_ACROSS_KEY_CHANGE`
    public RecordBoundary boundary() throws TlsException {
        if (length != 0) {
            throw TlsException.misbehaved(PeerMisbehaved.SENT_MESSAGE_ACROSS_KEY_CHANGE);
        }
        return RecordBoundary.SEEN;
    }

    private void checkHeader() throws TlsException {
        int type = pending[0] & 0xff;
        if (expected != null && type != expected.code()) {
            throw TlsException.unexpected(HandshakeMessage.label(type), expected.label());
        }
        boolean certificate = certificateLimit > 0 && type == HandshakeType.CERTIFICATE.code();
        if (announced() > (certificate ? certificateLimit : sizeLimit)) {
            throw TlsException.misbehaved(PeerMisbehaved.SENT_OVERSIZED_HANDSHAKE_MESSAGE);
        }
    }

    private int announced() {
        return HandshakeMessage.HEADER_LENGTH
                + ((pending[1] & 0xff) << 16 | (pending[2] & 0xff) << 8 | pending[3] & 0xff);
    }
}
