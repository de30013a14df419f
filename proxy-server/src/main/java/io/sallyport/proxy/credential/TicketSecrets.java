package io.sallyport.proxy.credential;

import io.sallyport.config.model.TicketSecretSource;
import io.sallyport.tls.crypto.CryptoProvider;
import io.sallyport.tls.crypto.Secret;
import io.sallyport.tls.resumption.SharedTicketSecrets;
import io.sallyport.tls.resumption.TicketKeyFiles;
import io.sallyport.tls.resumption.TicketKeySource;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;

/// The secrets of a listener for its tickets, as they were read. For one thread at a time.
public final class TicketSecrets implements AutoCloseable {
    private final TicketSecretLoader loader;
    private final List<Secret> secrets;
    private final String digest;
    private boolean used;

    TicketSecrets(TicketSecretLoader loader, List<Secret> secrets) {
        this.loader = loader;
        this.secrets = List.copyOf(secrets);
        this.digest = digest(secrets);
    }

    /// Makes keys of them, once: they are wiped then.
    ///
    /// @param listener its name: a secret gives each listener other keys, and sessions stay within theirs
    /// @param lifetime of a session
    /// @throws IllegalStateException if there are none, or they have been made use of already
    public TicketKeySource keys(CryptoProvider crypto, String listener, Duration lifetime) {
        if (used || secrets.isEmpty()) {
            throw new IllegalStateException("no secrets, or none any more");
        }
        used = true;
        return loader.source() instanceof TicketSecretSource.KeyFiles
                ? new TicketKeyFiles(crypto, secrets, listener)
                : new SharedTicketSecrets(crypto, secrets, listener, lifetime);
    }

    /// Whether there are any; there are none for keys of the process's own.
    public boolean isEmpty() {
        return secrets.isEmpty();
    }

    /// Whether they may change while the process runs: the environment does not.
    public boolean isInFiles() {
        return loader.source() instanceof TicketSecretSource.SecretFiles
                || loader.source() instanceof TicketSecretSource.KeyFiles;
    }

    /// Whether others are the same ones, in the same order.
    public boolean isSameAs(TicketSecrets other) {
        return digest.equals(other.digest);
    }

    /// Reads them once more, from where they were.
    public TicketSecretOutcome readAgain() {
        return loader.load();
    }

    @Override
    public void close() {
        used = true;
        secrets.forEach(Secret::close);
    }

    /// With lengths, so that no two lists are written alike.
    private static String digest(List<Secret> secrets) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Secret secret : secrets) {
                digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(secret.length()).array());
                digest.update(secret.bytes());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
