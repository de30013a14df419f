package io.sallyport.tls.client;

import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.keys.TrafficKeys;
import io.sallyport.tls.keys.TrafficSecret;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// One direction's record protection, written a second time and differently, so that an error in the
/// engine's own does not go unseen (RFC 9846, sections 5.2 and 5.3).
public final class RecordCipher {
    private final TrafficKeys keys;
    private long sequenceNumber;

    public RecordCipher(TrafficSecret secret) {
        this.keys = secret.keys();
    }

    /// A protected record around any inner plaintext: content, type and padding.
    public byte[] seal(byte[] inner) {
        int length = inner.length + 16;
        byte[] header = {23, 3, 3, (byte) (length >>> 8), (byte) length};
        byte[] record = Arrays.copyOf(header, header.length + length);
        keys.aead().seal(nonce(), header, inner, 0, inner.length, record, header.length);
        return record;
    }

    /// The inner plaintext of a protected record.
    public byte[] open(byte[] record) throws TlsException {
        byte[] header = Arrays.copyOf(record, 5);
        byte[] inner = new byte[record.length];
        int length = keys.aead().open(nonce(), header, record, 5, record.length - 5, inner, 0);
        return Arrays.copyOf(inner, length);
    }

    public long sequenceNumber() {
        return sequenceNumber;
    }

    private byte[] nonce() {
        byte[] padded = ByteBuffer.allocate(12).putLong(4, sequenceNumber++).array();
        for (int i = 0; i < padded.length; i++) {
            padded[i] ^= keys.iv()[i];
        }
        return padded;
    }
}
