package io.sallyport.tls.keys;

import io.sallyport.tls.codepoint.HandshakeType;
import io.sallyport.tls.codepoint.HashAlgorithm;
import io.sallyport.tls.crypto.CryptoProvider;
import io.sallyport.tls.crypto.Hash;
import io.sallyport.tls.message.HandshakeMessage;

/// The hash over all handshake messages so far (RFC 9846, section 4.1).
public final class Transcript {
    private final Hash hash;

    private Transcript(Hash hash) {
        this.hash = hash;
    }

    /// Begins with a ClientHello that is answered by a ServerHello.
    public static Transcript of(
            CryptoProvider crypto, HashAlgorithm algorithm, HandshakeMessage clientHello) {
        Transcript transcript = new Transcript(crypto.hash(algorithm));
        transcript.add(clientHello);
        return transcript;
    }

    /// Begins with a ClientHello that is answered by a HelloRetryRequest: its hash stands for it, in a
    /// message of a type that is never sent.
    public static Transcript ofRetry(
            CryptoProvider crypto, HashAlgorithm algorithm, HandshakeMessage firstHello) {
        byte[] firstHash = of(crypto, algorithm, firstHello).hash();
        Transcript transcript = new Transcript(crypto.hash(algorithm));
        byte[] header = {(byte) HandshakeType.MESSAGE_HASH.code(), 0, 0, (byte) firstHash.length};
        transcript.add(header, 0, header.length);
        transcript.add(firstHash, 0, firstHash.length);
        return transcript;
    }

    public void add(HandshakeMessage message) {
        add(message.bytes(), 0, message.bytes().length);
    }

    /// Takes in messages with their headers.
    public void add(byte[] messages, int offset, int length) {
        hash.update(messages, offset, length);
    }

    /// The hash up to here.
    public byte[] hash() {
        return hash.snapshot();
    }
}
