package io.sallyport.proxy.assembly;

import io.sallyport.tls.codepoint.HashAlgorithm;
import io.sallyport.tls.crypto.CryptoProvider;
import io.sallyport.tls.crypto.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/// Makes what stands for servers in sticky cookies. It is keyed by a secret of this process: from a plain hash, whoever
/// gets a cookie could find the address by trying them all. Thread-safe.
final class ServerTokens {
    private static final int KEY_LENGTH = 32;

    /// Bytes; enough that two servers never have the same, and nobody guesses another one.
    private static final int LENGTH = 12;

    private final CryptoProvider crypto;
    private final Secret key;

    ServerTokens(CryptoProvider crypto) {
        byte[] bytes = new byte[KEY_LENGTH];
        crypto.random().nextBytes(bytes);
        this.crypto = crypto;
        this.key = Secret.owning(bytes);
    }

    /// What stands for a server, the same one as long as this lives.
    String of(String backend, String server) {
        byte[] name = (backend + '\n' + server).getBytes(StandardCharsets.UTF_8);
        byte[] whole = crypto.hkdf(HashAlgorithm.SHA256).hmac(key, name);
        return Base64.getUrlEncoder().encodeToString(Arrays.copyOf(whole, LENGTH));
    }
}
