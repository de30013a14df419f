package io.sallyport.benchmarks;

import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.codepoint.ContentType;
import io.sallyport.tls.codepoint.HandshakeType;
import io.sallyport.tls.crypto.CryptoProvider;
import io.sallyport.tls.crypto.Hash;
import io.sallyport.tls.crypto.Secret;
import io.sallyport.tls.event.KeyLog;
import io.sallyport.tls.message.HandshakeMessage;
import io.sallyport.tls.record.RecordHeader;
import io.sallyport.tls.record.RecordOpener;
import io.sallyport.tls.record.RecordSealer;
import io.sallyport.tls.record.Tls13RecordOpener;
import io.sallyport.tls.record.Tls13RecordSealer;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/// A TLS 1.3 client that costs as little as a client can: its ClientHello is always the same, and it
/// learns the secrets from the server's key log instead of exchanging keys. It verifies no
/// certificate and no Finished, but sends a right Finished of its own.
final class NullClient implements KeyLog {
    /// Bytes that protection adds to a plaintext: header, content type, tag.
    private static final int SEALING = 5 + 1 + 16;

    private static final byte[] CHANGE_CIPHER_SPEC = {20, 3, 3, 0, 1, 1};
    private static final int PLAIN_HANDSHAKE = ContentType.HANDSHAKE.code();
    private static final int PROTECTED = ContentType.APPLICATION_DATA.code();

    private final CryptoProvider crypto;
    private final CipherSuite suite;
    private final byte[] hello;
    private final byte[] helloRecord;
    private final Map<String, Secret> secrets = new HashMap<>();
    private final byte[] plaintext = new byte[RecordHeader.MAX_RECORD];

    /// @param hello a ClientHello that offers just this suite
    NullClient(CryptoProvider crypto, CipherSuite suite, byte[] hello) {
        this.crypto = crypto;
        this.suite = suite;
        this.hello = hello;
        this.helloRecord =
                ByteBuffer.allocate(RecordHeader.LENGTH + hello.length)
                        .put((byte) PLAIN_HANDSHAKE)
                        .putShort((short) 0x0301)
                        .putShort((short) hello.length)
                        .put(hello)
                        .array();
    }

    /// The first thing to send.
    ByteBuffer hello() {
        return ByteBuffer.wrap(helloRecord);
    }

    @Override
    public void log(String label, byte[] clientRandom, byte[] secret) {
        secrets.put(label, Secret.owning(secret.clone()));
    }

    /// The secret that the server logged last under this label.
    Secret secret(String label) {
        return Objects.requireNonNull(secrets.get(label), label);
    }

    /// Reads the server's whole flight and answers it with change_cipher_spec and Finished.
    ByteBuffer finish(ByteBuffer flight) throws TlsException {
        Secret ours = secret("CLIENT_HANDSHAKE_TRAFFIC_SECRET");
        ClientKeys keys = new ClientKeys(crypto, suite);
        byte[] verifyData = keys.verifyData(ours, transcriptHash(flight, keys));

        byte[] finished = new byte[4 + verifyData.length + 1];
        finished[0] = (byte) HandshakeType.FINISHED.code();
        finished[3] = (byte) verifyData.length;
        System.arraycopy(verifyData, 0, finished, 4, verifyData.length);

        byte[] out = new byte[CHANGE_CIPHER_SPEC.length + finished.length + SEALING];
        System.arraycopy(CHANGE_CIPHER_SPEC, 0, out, 0, CHANGE_CIPHER_SPEC.length);
        int length = CHANGE_CIPHER_SPEC.length;
        try (Secret key = keys.key(ours);
                RecordSealer sealer =
                        new Tls13RecordSealer(
                                crypto.aead(suite.aead(), key),
                                keys.iv(ours),
                                suite.aead().recordLimit())) {
            length +=
                    sealer.seal(
                            ContentType.HANDSHAKE, finished, 0, finished.length - 1, out, length);
        }
        return ByteBuffer.wrap(out, 0, length);
    }

    /// From ClientHello to the server's Finished.
    private byte[] transcriptHash(ByteBuffer flight, ClientKeys keys) throws TlsException {
        Secret theirs = secret("SERVER_HANDSHAKE_TRAFFIC_SECRET");
        Hash transcript = crypto.hash(suite.hash());
        transcript.update(hello, 0, hello.length);
        byte[] bytes = flight.array();
        int end = flight.arrayOffset() + flight.limit();
        int start = flight.arrayOffset() + flight.position();
        try (Secret key = keys.key(theirs);
                RecordOpener opener =
                        new Tls13RecordOpener(crypto.aead(suite.aead(), key), keys.iv(theirs))) {
            while (start < end) {
                int length = (bytes[start + 3] & 0xff) << 8 | bytes[start + 4] & 0xff;
                int next = start + RecordHeader.LENGTH + length;
                if (bytes[start] == PLAIN_HANDSHAKE) {
                    transcript.update(bytes, start + RecordHeader.LENGTH, length);
                } else if (bytes[start] == PROTECTED) {
                    int content =
                            opener.open(bytes, start, next - start, plaintext, plaintext.length);
                    transcript.update(plaintext, 0, content);
                    if (endsWithFinished(content)) {
                        // tickets follow, under other keys
                        break;
                    }
                }
                start = next;
            }
        }
        return transcript.snapshot();
    }

    private boolean endsWithFinished(int content) {
        int start = content - HandshakeMessage.HEADER_LENGTH - suite.hash().length();
        return start >= 0
                && plaintext[start] == HandshakeType.FINISHED.code()
                && HandshakeMessage.length(plaintext, start) == content - start;
    }
}
