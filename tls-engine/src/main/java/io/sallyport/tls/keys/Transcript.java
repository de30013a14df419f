package io.sallyport.tls.keys;

import io.sallyport.tls.codec.WireWriter;
import io.sallyport.tls.codepoint.HandshakeType;
import io.sallyport.tls.codepoint.HashAlgorithm;
import io.sallyport.tls.crypto.CryptoProvider;
import io.sallyport.tls.crypto.Hash;
import io.sallyport.tls.message.HandshakeMessage;
import org.jspecify.annotations.Nullable;

/// The hash over all handshake messages so far (RFC 9846, section 4.1).
public final class Transcript {
    private static final int TYPICAL_LENGTH = 8192;

    private final Hash hash;

    /// All messages, where a signature will be over them; null elsewhere.
    private final @Nullable WireWriter messages;

    private Transcript(Hash hash, @Nullable WireWriter messages) {
        this.hash = hash;
        this.messages = messages;
    }

    /// Begins with nothing.
    public static Transcript empty(CryptoProvider crypto, HashAlgorithm algorithm) {
        return new Transcript(crypto.hash(algorithm), null);
    }

    /// Begins with a ClientHello that is answered by a ServerHello.
    public static Transcript of(
            CryptoProvider crypto, HashAlgorithm algorithm, HandshakeMessage clientHello) {
        Transcript transcript = empty(crypto, algorithm);
        transcript.add(clientHello);
        return transcript;
    }

    /// The same, with the messages kept for a CertificateVerify of TLS 1.2, whose hash the client chooses
    /// (RFC 5246, section 7.4.8).
    public static Transcript keepingMessages(
            CryptoProvider crypto, HashAlgorithm algorithm, HandshakeMessage clientHello) {
        Transcript transcript =
                new Transcript(crypto.hash(algorithm), new WireWriter(TYPICAL_LENGTH));
        transcript.add(clientHello);
        return transcript;
    }

    /// Begins with a ClientHello that is answered by a HelloRetryRequest: its hash stands for it, in a
    /// message of a type that is never sent.
    public static Transcript ofRetry(
            CryptoProvider crypto, HashAlgorithm algorithm, HandshakeMessage firstHello) {
        byte[] firstHash = of(crypto, algorithm, firstHello).hash();
        Transcript transcript = empty(crypto, algorithm);
        byte[] header = {(byte) HandshakeType.MESSAGE_HASH.code(), 0, 0, (byte) firstHash.length};
        transcript.add(header, 0, header.length);
        transcript.add(firstHash, 0, firstHash.length);
        return transcript;
    }

    public void add(HandshakeMessage message) {
        add(message.bytes(), 0, message.bytes().length);
    }

    /// Takes in a ClientHello with binders.
    ///
    /// @param bindersLength of its end, which the binders are not over
    /// @return the hash up to there (RFC 9846, section 4.3.11.2)
    public byte[] addBound(HandshakeMessage clientHello, int bindersLength) {
        byte[] bytes = clientHello.bytes();
        add(bytes, 0, bytes.length - bindersLength);
        byte[] hash = hash();
        add(bytes, bytes.length - bindersLength, bindersLength);
        return hash;
    }

    /// Takes in messages with their headers.
    public void add(byte[] bytes, int offset, int length) {
        hash.update(bytes, offset, length);
        if (messages != null) {
            messages.opaque(bytes, offset, length);
        }
    }

    /// All messages so far.
    ///
    /// @throws IllegalStateException if they were not kept
    public byte[] messages() {
        if (messages == null) {
            throw new IllegalStateException("the messages were not kept");
        }
        return messages.toByteArray();
    }

    /// The hash up to here.
    public byte[] hash() {
        return hash.snapshot();
    }
}
