package io.sallyport.tls.resumption;

import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.codepoint.AeadAlgorithm;
import io.sallyport.tls.codepoint.HashAlgorithm;
import io.sallyport.tls.crypto.Aead;
import io.sallyport.tls.crypto.CryptoProvider;
import io.sallyport.tls.crypto.Hash;
import io.sallyport.tls.crypto.Secret;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.StampedLock;
import org.jspecify.annotations.Nullable;

/// A key that seals tickets with AES-256-GCM: its name, a nonce, the sealed state (as RFC 5077, section 4,
/// has it, with an authenticated cipher in place of a cipher and a MAC). Thread-safe.
final class TicketKey implements AutoCloseable {
    static final AeadAlgorithm ALGORITHM = AeadAlgorithm.AES_256_GCM;

    private static final int STATE_OFFSET = TicketKeyName.LENGTH + AeadAlgorithm.NONCE_LENGTH;
    private static final int FINGERPRINT_LENGTH = 8;

    private final CryptoProvider crypto;
    private final TicketKeyName name;
    private final byte[] nameBytes;
    private final Secret secret;
    private final String fingerprint;
    private final TicketKeyUse use = new TicketKeyUse();

    /// Ciphers under this key that nobody uses just now: setting one up costs more than a ticket does. As many as
    /// threads have used the key at once.
    private final Queue<Aead> idle = new ConcurrentLinkedQueue<>();

    /// Held for writing, for ever, once the secret is wiped.
    private final StampedLock wiped = new StampedLock();

    /// @param secret of the algorithm's length, taken over
    TicketKey(CryptoProvider crypto, TicketKeyName name, Secret secret) {
        this.crypto = crypto;
        this.name = name;
        this.nameBytes = name.bytes();
        this.secret = secret;
        this.fingerprint = fingerprint(crypto, nameBytes);
    }

    /// A new key that nobody else has.
    static TicketKey random(CryptoProvider crypto) {
        byte[] name = new byte[TicketKeyName.LENGTH];
        byte[] secret = new byte[ALGORITHM.keyLength()];
        crypto.random().nextBytes(name);
        crypto.random().nextBytes(secret);
        return new TicketKey(crypto, TicketKeyName.of(name), Secret.owning(secret));
    }

    /// The name of the key that a ticket was sealed by, if it is long enough to be a ticket.
    static Optional<TicketKeyName> nameIn(byte[] ticket) {
        return ticket.length < STATE_OFFSET + AeadAlgorithm.TAG_LENGTH
                ? Optional.empty()
                : Optional.of(TicketKeyName.of(ticket));
    }

    TicketKeyName name() {
        return name;
    }

    /// Tells keys apart, and nothing of the key: the beginning of the hash of its name.
    String fingerprint() {
        return fingerprint;
    }

    TicketKeyUse use() {
        return use;
    }

    /// Whether it is the same key as one of this name with another secret.
    boolean hasSecret(Secret other) {
        return secret.equals(other);
    }

    /// A ticket.
    ///
    /// @return nothing if the key has been wiped by now
    Optional<byte[]> seal(byte[] state, Instant now) {
        byte[] ticket = new byte[STATE_OFFSET + state.length + AeadAlgorithm.TAG_LENGTH];
        byte[] nonce = new byte[AeadAlgorithm.NONCE_LENGTH];
        crypto.random().nextBytes(nonce);
        System.arraycopy(nameBytes, 0, ticket, 0, TicketKeyName.LENGTH);
        System.arraycopy(nonce, 0, ticket, TicketKeyName.LENGTH, nonce.length);
        Aead aead = cipher();
        if (aead == null) {
            return Optional.empty();
        }
        try {
            aead.seal(nonce, nameBytes, state, 0, state.length, ticket, STATE_OFFSET);
        } finally {
            release(aead);
        }
        use.sealed(now);
        return Optional.of(ticket);
    }

    /// The state in a ticket that names this key.
    ///
    /// @return nothing if the ticket is not as it was sealed, or the key has been wiped by now
    Optional<byte[]> open(byte[] ticket, Instant now) {
        byte[] nonce = Arrays.copyOfRange(ticket, TicketKeyName.LENGTH, STATE_OFFSET);
        byte[] state = new byte[ticket.length - STATE_OFFSET];
        Aead aead = cipher();
        if (aead == null) {
            return Optional.empty();
        }
        try {
            int length = aead.open(nonce, nameBytes, ticket, STATE_OFFSET, state.length, state, 0);
            use.opened(now);
            return Optional.of(Arrays.copyOf(state, length));
        } catch (TlsException _) {
            // a ticket that was changed on its way is as good as none
            return Optional.empty();
        } finally {
            release(aead);
            Arrays.fill(state, (byte) 0);
        }
    }

    /// Wipes the secret. Whoever uses the key at this moment either has read all of it or learns that it
    /// is gone: nothing is ever sealed by zeros.
    @Override
    public void close() {
        if (wiped.tryWriteLock() != 0) {
            secret.close();
            closeIdle();
        }
    }

    /// Null if the secret was wiped before all of it was read.
    private @Nullable Aead cipher() {
        long stamp = wiped.tryOptimisticRead();
        if (stamp == 0) {
            return null;
        }
        Aead kept = idle.poll();
        if (kept != null) {
            return kept;
        }
        Aead aead = crypto.aead(ALGORITHM, secret);
        if (wiped.validate(stamp)) {
            return aead;
        }
        aead.close();
        return null;
    }

    private void release(Aead aead) {
        idle.add(aead);
        if (wiped.isWriteLocked()) {
            closeIdle();
        }
    }

    private void closeIdle() {
        for (Aead aead = idle.poll(); aead != null; aead = idle.poll()) {
            aead.close();
        }
    }

    private static String fingerprint(CryptoProvider crypto, byte[] name) {
        Hash hash = crypto.hash(HashAlgorithm.SHA256);
        hash.update(name, 0, name.length);
        return HexFormat.of().formatHex(hash.snapshot(), 0, FINGERPRINT_LENGTH);
    }
}
