package io.sallyport.tls.crypto;

/// What a key exchange yields for the server.
public final class Encapsulation {
    private final byte[] serverShare;
    private final Secret sharedSecret;

    /// Takes both over.
    public Encapsulation(byte[] serverShare, Secret sharedSecret) {
        this.serverShare = serverShare;
        this.sharedSecret = sharedSecret;
    }

    /// The `key_exchange` of the server's KeyShareEntry. Not a copy.
    public byte[] serverShare() {
        return serverShare;
    }

    /// The input to the key schedule (RFC 9846, section 7.4). The receiver closes it.
    public Secret sharedSecret() {
        return sharedSecret;
    }
}
