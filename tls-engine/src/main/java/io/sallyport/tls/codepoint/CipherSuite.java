package io.sallyport.tls.codepoint;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The implemented cipher suites: those of TLS 1.3 (RFC 9846, appendix B.4), an AEAD and a hash, and
/// those of TLS 1.2 with an AEAD (RFC 5288, RFC 5289, RFC 7905), which name the key exchange, too.
public enum CipherSuite implements CodePoint {
    TLS_AES_128_GCM_SHA256(
            0x1301, KeyExchangeAlgorithm.ANY, AeadAlgorithm.AES_128_GCM, HashAlgorithm.SHA256),
    TLS_AES_256_GCM_SHA384(
            0x1302, KeyExchangeAlgorithm.ANY, AeadAlgorithm.AES_256_GCM, HashAlgorithm.SHA384),
    TLS_CHACHA20_POLY1305_SHA256(
            0x1303,
            KeyExchangeAlgorithm.ANY,
            AeadAlgorithm.CHACHA20_POLY1305,
            HashAlgorithm.SHA256),
    TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256(
            0xc02b,
            KeyExchangeAlgorithm.ECDHE_ECDSA,
            AeadAlgorithm.AES_128_GCM,
            HashAlgorithm.SHA256),
    TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256(
            0xc02f,
            KeyExchangeAlgorithm.ECDHE_RSA,
            AeadAlgorithm.AES_128_GCM,
            HashAlgorithm.SHA256),
    TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384(
            0xc02c,
            KeyExchangeAlgorithm.ECDHE_ECDSA,
            AeadAlgorithm.AES_256_GCM,
            HashAlgorithm.SHA384),
    TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384(
            0xc030,
            KeyExchangeAlgorithm.ECDHE_RSA,
            AeadAlgorithm.AES_256_GCM,
            HashAlgorithm.SHA384),
    TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256(
            0xcca9,
            KeyExchangeAlgorithm.ECDHE_ECDSA,
            AeadAlgorithm.CHACHA20_POLY1305,
            HashAlgorithm.SHA256),
    TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256(
            0xcca8,
            KeyExchangeAlgorithm.ECDHE_RSA,
            AeadAlgorithm.CHACHA20_POLY1305,
            HashAlgorithm.SHA256),
    TLS_DHE_RSA_WITH_AES_128_GCM_SHA256(
            0x009e, KeyExchangeAlgorithm.DHE_RSA, AeadAlgorithm.AES_128_GCM, HashAlgorithm.SHA256),
    TLS_DHE_RSA_WITH_AES_256_GCM_SHA384(
            0x009f, KeyExchangeAlgorithm.DHE_RSA, AeadAlgorithm.AES_256_GCM, HashAlgorithm.SHA384),
    TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256(
            0xccaa,
            KeyExchangeAlgorithm.DHE_RSA,
            AeadAlgorithm.CHACHA20_POLY1305,
            HashAlgorithm.SHA256),
    TLS_RSA_WITH_AES_128_GCM_SHA256(
            0x009c, KeyExchangeAlgorithm.RSA, AeadAlgorithm.AES_128_GCM, HashAlgorithm.SHA256),
    TLS_RSA_WITH_AES_256_GCM_SHA384(
            0x009d, KeyExchangeAlgorithm.RSA, AeadAlgorithm.AES_256_GCM, HashAlgorithm.SHA384);

    private static final CodePointIndex<CipherSuite> BY_CODE = CodePointIndex.of(values());

    private final int code;
    private final KeyExchangeAlgorithm keyExchange;
    private final AeadAlgorithm aead;
    private final HashAlgorithm hash;

    CipherSuite(
            int code, KeyExchangeAlgorithm keyExchange, AeadAlgorithm aead, HashAlgorithm hash) {
        this.code = code;
        this.keyExchange = keyExchange;
        this.aead = aead;
        this.hash = hash;
    }

    @Override
    public int code() {
        return code;
    }

    /// The name that IANA registers.
    @Override
    public String label() {
        return name();
    }

    /// The one version that the suite is for.
    public ProtocolVersion version() {
        return keyExchange == KeyExchangeAlgorithm.ANY
                ? ProtocolVersion.TLS_1_3
                : ProtocolVersion.TLS_1_2;
    }

    public KeyExchangeAlgorithm keyExchange() {
        return keyExchange;
    }

    public AeadAlgorithm aead() {
        return aead;
    }

    public HashAlgorithm hash() {
        return hash;
    }

    /// The suites of one version.
    public static List<CipherSuite> of(ProtocolVersion version) {
        return Arrays.stream(values()).filter(suite -> suite.version() == version).toList();
    }

    /// The value of this number, or null if this engine does not know it.
    public static @Nullable CipherSuite find(int code) {
        return BY_CODE.find(code);
    }
}
