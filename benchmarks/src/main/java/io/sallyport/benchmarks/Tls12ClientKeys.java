package io.sallyport.benchmarks;

import io.sallyport.tls.codepoint.AeadAlgorithm;
import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.crypto.CryptoProvider;
import io.sallyport.tls.crypto.Hkdf;
import io.sallyport.tls.crypto.Secret;
import io.sallyport.tls.record.RecordOpener;
import io.sallyport.tls.record.RecordSealer;
import io.sallyport.tls.record.Tls12RecordOpener;
import io.sallyport.tls.record.Tls12RecordSealer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// What a client derives from a master secret that it was told (RFC 5246, sections 5, 6.3 and 7.4.9).
final class Tls12ClientKeys {
    private static final int VERIFY_DATA_LENGTH = 12;

    private final CryptoProvider crypto;
    private final AeadAlgorithm aead;
    private final Hkdf hmac;
    private final Secret masterSecret;
    private final byte[] block;

    Tls12ClientKeys(
            CryptoProvider crypto,
            CipherSuite suite,
            Secret masterSecret,
            byte[] clientRandom,
            byte[] serverRandom) {
        this.crypto = crypto;
        this.aead = suite.aead();
        this.hmac = crypto.hkdf(suite.hash());
        this.masterSecret = masterSecret;
        this.block =
                expand(
                        "key expansion",
                        join(serverRandom, clientRandom),
                        2 * (aead.keyLength() + aead.fixedIvLength()));
    }

    byte[] verifyData(byte[] transcriptHash) {
        return expand("client finished", transcriptHash, VERIFY_DATA_LENGTH);
    }

    RecordSealer sealer() {
        try (Secret key = key(0)) {
            return new Tls12RecordSealer(crypto.aead(aead, key), iv(0), aead.finalRecordLimit());
        }
    }

    RecordOpener opener() {
        try (Secret key = key(1)) {
            return new Tls12RecordOpener(crypto.aead(aead, key), iv(1));
        }
    }

    private Secret key(int which) {
        int start = which * aead.keyLength();
        return Secret.owning(Arrays.copyOfRange(block, start, start + aead.keyLength()));
    }

    private byte[] iv(int which) {
        int start = 2 * aead.keyLength() + which * aead.fixedIvLength();
        return Arrays.copyOfRange(block, start, start + aead.fixedIvLength());
    }

    private byte[] expand(String label, byte[] seed, int length) {
        byte[] named = join(label.getBytes(StandardCharsets.US_ASCII), seed);
        byte[] out = {};
        byte[] chain = named;
        while (out.length < length) {
            chain = hmac.hmac(masterSecret, chain);
            out = join(out, hmac.hmac(masterSecret, join(chain, named)));
        }
        return Arrays.copyOf(out, length);
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }
}
