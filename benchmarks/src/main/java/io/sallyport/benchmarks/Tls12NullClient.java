package io.sallyport.benchmarks;

import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.codepoint.ContentType;
import io.sallyport.tls.codepoint.HandshakeType;
import io.sallyport.tls.crypto.CryptoProvider;
import io.sallyport.tls.crypto.Hash;
import io.sallyport.tls.crypto.Secret;
import io.sallyport.tls.event.KeyLog;
import io.sallyport.tls.record.RecordHeader;
import io.sallyport.tls.record.RecordOpener;
import io.sallyport.tls.record.RecordSealer;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A TLS 1.2 client that costs as little as a client can: its messages are always the same, and it learns
/// the master secret from the server's key log. It verifies nothing, but sends a right Finished.
final class Tls12NullClient implements KeyLog {
    private static final byte[] CHANGE_CIPHER_SPEC = {20, 3, 3, 0, 1, 1};
    private static final int HANDSHAKE = ContentType.HANDSHAKE.code();
    private static final int HEADER = 4;
    private static final int RANDOM_OFFSET = RecordHeader.LENGTH + HEADER + 2;
    private static final int VERIFY_DATA = 12;

    private final CryptoProvider crypto;
    private final CipherSuite suite;
    private final byte[] hello;
    private final byte[] keyExchange;
    private final byte[] plaintext = new byte[RecordHeader.MAX_RECORD];
    private @Nullable Secret masterSecret;

    /// @param hello a ClientHello that offers just this suite
    /// @param keyExchange the ClientKeyExchange; empty if the session is to be resumed
    Tls12NullClient(CryptoProvider crypto, CipherSuite suite, byte[] hello, byte[] keyExchange) {
        this.crypto = crypto;
        this.suite = suite;
        this.hello = hello;
        this.keyExchange = keyExchange;
    }

    /// The first thing to send.
    ByteBuffer hello() {
        return record(hello);
    }

    /// The first thing to send after the server's flight of a new session.
    ByteBuffer keyExchange() {
        return record(keyExchange);
    }

    @Override
    public void log(String label, byte[] clientRandom, byte[] secret) {
        masterSecret = Secret.owning(secret.clone());
    }

    Secret masterSecret() {
        return Objects.requireNonNull(masterSecret);
    }

    /// Answers the server's flight with change_cipher_spec and Finished.
    ByteBuffer finish(ByteBuffer flight) throws TlsException {
        byte[] bytes = flight.array();
        int start = flight.arrayOffset() + flight.position();
        byte[] serverRandom =
                Arrays.copyOfRange(bytes, start + RANDOM_OFFSET, start + RANDOM_OFFSET + 32);
        Tls12ClientKeys keys =
                new Tls12ClientKeys(
                        crypto, suite, masterSecret(), Tls12ClientHello.RANDOM, serverRandom);
        byte[] verifyData = keys.verifyData(transcriptHash(flight, keys));
        byte[] finished = new byte[HEADER + VERIFY_DATA + 1];
        finished[0] = (byte) HandshakeType.FINISHED.code();
        finished[3] = VERIFY_DATA;
        System.arraycopy(verifyData, 0, finished, HEADER, VERIFY_DATA);
        try (RecordSealer sealer = keys.sealer()) {
            byte[] out =
                    Arrays.copyOf(
                            CHANGE_CIPHER_SPEC,
                            CHANGE_CIPHER_SPEC.length + finished.length + sealer.overhead());
            int length =
                    sealer.seal(
                            ContentType.HANDSHAKE,
                            finished,
                            0,
                            finished.length - 1,
                            out,
                            CHANGE_CIPHER_SPEC.length);
            return ByteBuffer.wrap(out, 0, CHANGE_CIPHER_SPEC.length + length);
        }
    }

    /// From ClientHello to what comes before the client's Finished.
    private byte[] transcriptHash(ByteBuffer flight, Tls12ClientKeys keys) throws TlsException {
        Hash transcript = crypto.hash(suite.hash());
        transcript.update(hello, 0, hello.length);
        byte[] bytes = flight.array();
        int end = flight.arrayOffset() + flight.limit();
        int start = flight.arrayOffset() + flight.position();
        boolean isProtected = false;
        while (start < end) {
            int length = (bytes[start + 3] & 0xff) << 8 | bytes[start + 4] & 0xff;
            int next = start + RecordHeader.LENGTH + length;
            if (bytes[start] != HANDSHAKE) {
                isProtected = true;
            } else if (isProtected) {
                try (RecordOpener opener = keys.opener()) {
                    int content =
                            opener.open(bytes, start, next - start, plaintext, plaintext.length);
                    transcript.update(plaintext, 0, content);
                }
            } else {
                transcript.update(bytes, start + RecordHeader.LENGTH, length);
            }
            start = next;
        }
        transcript.update(keyExchange, 0, keyExchange.length);
        return transcript.snapshot();
    }

    private static ByteBuffer record(byte[] message) {
        return ByteBuffer.allocate(RecordHeader.LENGTH + message.length)
                .put((byte) HANDSHAKE)
                .putShort((short) 0x0303)
                .putShort((short) message.length)
                .put(message)
                .flip();
    }
}
