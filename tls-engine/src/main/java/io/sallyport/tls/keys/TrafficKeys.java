package io.sallyport.tls.keys;

import io.sallyport.tls.crypto.Aead;

/// What protects one direction of a connection: a cipher under its key, and the write_iv (RFC 9846,
/// section 7.3).
public final class TrafficKeys {
    private final Aead aead;
    private final byte[] iv;

    TrafficKeys(Aead aead, byte[] iv) {
        this.aead = aead;
        this.iv = iv;
    }

    /// Closed by whoever protects records with it.
    public Aead aead() {
        return aead;
    }

    /// 12 bytes. Not a copy.
    public byte[] iv() {
        return iv;
    }
}
