package io.sallyport.tls.record;

import io.sallyport.tls.alert.PeerMisbehaved;
import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.alert.TlsFailure;
import io.sallyport.tls.codepoint.AlertDescription;
import io.sallyport.tls.codepoint.ContentType;
import io.sallyport.tls.codepoint.HandshakeType;
import io.sallyport.tls.message.Alert;
import io.sallyport.tls.message.HandshakeMessage;
import io.sallyport.tls.policy.EngineLimits;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// What the peer sends: cut into records, checked, freed of protection, handshake messages joined. For
/// one thread at a time.
public final class InboundRecords implements AutoCloseable {
    private final PeerPatience patience;
    private final MessageJoiner joiner;
    private @Nullable RecordOpener opener;
    private final EarlyDataSkipping earlyData = new EarlyDataSkipping();
    private int fragmentLimit = RecordHeader.MAX_PLAINTEXT;
    private boolean tls12;
    private boolean changeCipherSpecAwaited;
    private boolean started;
    private boolean protectionSeen;
    private boolean changeCipherSpecAllowed;
    private int contentLength;
    private boolean closed;

    public InboundRecords(EngineLimits limits) {
        this.patience = new PeerPatience(limits);
        this.joiner = new MessageJoiner(limits.clientHelloSize());
    }

    public PeerPatience patience() {
        return patience;
    }

    /// Records must be protected by this from now on; the one before it is closed.
    ///
    /// @param boundary evidence that no message is torn apart by the change
    public void protectWith(RecordOpener next, RecordBoundary boundary) {
        closeOpener();
        opener = next;
    }

    /// Insists that no part of a message is pending.
    public RecordBoundary boundary() throws TlsException {
        return joiner.boundary();
    }

    /// From now on, handshake messages may have this size, header included.
    public void limitMessageSize(int bytes) {
        joiner.limitSize(bytes);
    }

    /// From now on, a Certificate may have this size, header included.
    public void limitCertificate(int bytes) {
        joiner.limitCertificate(bytes);
    }

    /// From now on, only handshake messages of this type may come.
    public void expect(HandshakeType type) {
        joiner.expect(type);
    }

    /// From now on, records may carry this much content (RFC 6066, section 4).
    public void limitFragments(int bytes) {
        fragmentLimit = bytes;
    }

    /// Lets change_cipher_spec records pass unread, or not (RFC 9846, section 5).
    public void allowChangeCipherSpec(boolean allowed) {
        changeCipherSpecAllowed = allowed;
    }

    /// From now on, records are those of TLS 1.2: the type outside is that of the content, and
    /// change_cipher_spec has a meaning (RFC 5246, sections 6.2 and 7.1).
    public void speakTls12() {
        tls12 = true;
        protectionSeen = true;
    }

    /// TLS 1.2: change_cipher_spec must come now. It may come at no other time.
    public void awaitChangeCipherSpec() {
        changeCipherSpecAwaited = true;
    }

    /// The type of the handshake message of which a part is there, known or not; -1 if there is none.
    public int pendingMessageType() {
        return joiner.pendingType();
    }

    /// Whether an alert may be passed over: `user_canceled`, and in TLS 1.2 every warning that does not end
    /// the connection (RFC 5246, section 7.2).
    public boolean isPassable(Alert alert) {
        return alert.description() == AlertDescription.USER_CANCELED
                || tls12
                        && alert.isWarning()
                        && alert.description() != AlertDescription.CLOSE_NOTIFY;
    }

    /// Skips early data that we do not take, up to this many bytes on the wire, until something else
    /// comes (RFC 9846, section 4.3.10).
    public void skipEarlyData(int bytes) {
        earlyData.start(bytes);
    }

    /// Early data is over: nothing is skipped any more.
    public void stopSkippingEarlyData() {
        earlyData.stop();
    }

    /// The next whole handshake message out of the records read so far, or null.
    public @Nullable HandshakeMessage nextMessage() throws TlsException {
        return joiner.next();
    }

    /// Reads the next record that is not skipped. Handshake content is kept for [#nextMessage]; other
    /// content stands in the scratch's plaintext, [#contentLength] bytes of it.
    ///
    /// @param input whole records are consumed, the rest is left
    /// @param awaited in words, for failures
    /// @return what the record carries, or null if there is no whole record
    /// @throws IllegalStateException after [#close]
    public @Nullable ContentType next(ByteBuffer input, RecordScratch scratch, String awaited)
            throws TlsException {
        if (closed) {
            throw new IllegalStateException("closed");
        }
        while (hasWholeRecord(input)) {
            int length = copyRecord(input, scratch.ciphertext());
            ContentType type = read(scratch, length, awaited);
            if (type != null) {
                return type;
            }
        }
        return null;
    }

    /// Bytes of content of the last record.
    public int contentLength() {
        return contentLength;
    }

    /// Forgets the keys. Nothing can be read afterwards: without keys, it would be taken to be in the
    /// clear.
    @Override
    public void close() {
        closed = true;
        closeOpener();
    }

    private void closeOpener() {
        if (opener != null) {
            opener.close();
            opener = null;
        }
    }

    private boolean hasWholeRecord(ByteBuffer input) throws TlsException {
        if (!started && !FirstBytes.areTls(input) || input.remaining() < RecordHeader.LENGTH) {
            return false;
        }
        int length = bodyLength(input);
        int type = input.get(input.position()) & 0xff;
        boolean expanded = opener != null && (tls12 || type == ContentType.APPLICATION_DATA.code());
        int limit = RecordHeader.MAX_PLAINTEXT;
        if (expanded || earlyData.isActive()) {
            limit += RecordHeader.MAX_EXPANSION;
        }
        if (length > limit) {
            throw TlsException.misbehaved(PeerMisbehaved.SENT_OVERSIZED_RECORD);
        }
        return input.remaining() >= RecordHeader.LENGTH + length;
    }

    private static int bodyLength(ByteBuffer input) {
        int start = input.position();
        return (input.get(start + 3) & 0xff) << 8 | input.get(start + 4) & 0xff;
    }

    private int copyRecord(ByteBuffer input, byte[] record) {
        int length = RecordHeader.LENGTH + bodyLength(input);
        input.get(record, 0, length);
        started = true;
        return length;
    }

    /// The type of the record's content, or null if the record is to be passed over.
    private @Nullable ContentType read(RecordScratch scratch, int length, String awaited)
            throws TlsException {
        int code = scratch.ciphertext()[0] & 0xff;
        ContentType type = ContentType.find(code);
        if (type == null) {
            throw TlsException.unexpected("record type " + code, awaited);
        }
        if (type != ContentType.HANDSHAKE && opener == null || isChangeCipherSpec(type)) {
            refuseInterleaving();
        }
        if (isChangeCipherSpec(type)) {
            if (tls12) {
                takeChangeCipherSpec(scratch.ciphertext(), length, awaited);
                return type;
            }
            passOverChangeCipherSpec(scratch.ciphertext(), length);
            return null;
        }
        RecordOpener current = opener;
        ContentType content =
                current == null
                        ? readPlain(type, scratch, length, awaited)
                        : readProtected(current, type, scratch, length, awaited);
        if (content == ContentType.HANDSHAKE) {
            joiner.add(scratch.plaintext(), 0, contentLength);
        }
        return content;
    }

    private static boolean isChangeCipherSpec(ContentType type) {
        return type == ContentType.CHANGE_CIPHER_SPEC;
    }

    private void passOverChangeCipherSpec(byte[] record, int length) throws TlsException {
        requireChangeCipherSpec(changeCipherSpecAllowed, record, length);
        patience.sawChangeCipherSpec();
    }

    private void takeChangeCipherSpec(byte[] record, int length, String awaited)
            throws TlsException {
        if (!changeCipherSpecAwaited) {
            throw TlsException.unexpected(ContentType.CHANGE_CIPHER_SPEC.label(), awaited);
        }
        requireChangeCipherSpec(true, record, length);
        changeCipherSpecAwaited = false;
    }

    private static void requireChangeCipherSpec(boolean allowed, byte[] record, int length)
            throws TlsException {
        if (!allowed || length != RecordHeader.LENGTH + 1 || record[RecordHeader.LENGTH] != 1) {
            throw TlsException.misbehaved(PeerMisbehaved.SENT_ILLEGAL_CHANGE_CIPHER_SPEC);
        }
    }

    private @Nullable ContentType readPlain(
            ContentType type, RecordScratch scratch, int length, String awaited)
            throws TlsException {
        if (type == ContentType.APPLICATION_DATA) {
            if (!earlyData.isActive()) {
                throw TlsException.unexpected(type.label(), awaited);
            }
            earlyData.skip(length);
            return null;
        }
        takePlain(scratch, length);
        return type;
    }

    private @Nullable ContentType readProtected(
            RecordOpener current,
            ContentType type,
            RecordScratch scratch,
            int length,
            String awaited)
            throws TlsException {
        if (type == ContentType.ALERT && !protectionSeen) {
            // A client that cannot take our ServerHello has no keys to say so with.
            takePlain(scratch, length);
            return type;
        }
        if (type != ContentType.APPLICATION_DATA && !tls12) {
            throw TlsException.misbehaved(PeerMisbehaved.SENT_UNPROTECTED_RECORD);
        }
        if (!open(current, scratch, length)) {
            return null;
        }
        return innerType(current.contentType(), awaited);
    }

    private boolean open(RecordOpener current, RecordScratch scratch, int length)
            throws TlsException {
        try {
            contentLength =
                    current.open(
                            scratch.ciphertext(), 0, length, scratch.plaintext(), fragmentLimit);
        } catch (TlsException e) {
            if (earlyData.isActive() && e.failure() instanceof TlsFailure.BadRecordMac) {
                earlyData.skip(length);
                return false;
            }
            throw e;
        }
        protectionSeen = true;
        earlyData.stop();
        return true;
    }

    private ContentType innerType(int code, String awaited) throws TlsException {
        ContentType inner = ContentType.find(code);
        if (inner == null) {
            throw TlsException.unexpected("record type " + code, awaited);
        }
        if (isChangeCipherSpec(inner)) {
            throw TlsException.misbehaved(PeerMisbehaved.SENT_ILLEGAL_CHANGE_CIPHER_SPEC);
        }
        if (inner != ContentType.HANDSHAKE) {
            refuseInterleaving();
        }
        if (inner == ContentType.ALERT && contentLength == 0 && !tls12) {
            throw TlsException.misbehaved(PeerMisbehaved.SENT_EMPTY_HANDSHAKE_RECORD);
        }
        if (inner == ContentType.APPLICATION_DATA) {
            countData();
        }
        return inner;
    }

    private void countData() throws TlsException {
        if (contentLength == 0) {
            patience.sawEmptyRecord();
        } else {
            patience.sawData();
        }
    }

    private void refuseInterleaving() throws TlsException {
        if (!joiner.isEmpty()) {
            throw TlsException.misbehaved(PeerMisbehaved.INTERLEAVED_HANDSHAKE_MESSAGE);
        }
    }

    private void takePlain(RecordScratch scratch, int length) {
        contentLength = length - RecordHeader.LENGTH;
        System.arraycopy(
                scratch.ciphertext(), RecordHeader.LENGTH, scratch.plaintext(), 0, contentLength);
    }
}
