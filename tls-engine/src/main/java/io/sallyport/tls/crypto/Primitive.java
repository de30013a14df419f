package io.sallyport.tls.crypto;

/// One primitive that a provider can serve: the unit in which providers are tested and chosen, and the
/// label of the metric that shows the choice.
///
/// @param kind what it does
/// @param name its registered or customary name, such as `x25519` or `TLS_AES_128_GCM_SHA256`'s AEAD
///     `AES_128_GCM`
public record Primitive(Kind kind, String name) {

    /// What a primitive does.
    public enum Kind {
        AEAD,
        HASH,
        HKDF,
        KEY_EXCHANGE,
        KEM,
        SIGNATURE,
        DECRYPTION,
        RANDOM
    }

    /// Lower-case and unique, such as `aead/aes_128_gcm`.
    public String id() {
        return (kind.name() + "/" + name).toLowerCase(java.util.Locale.ROOT);
    }
}
