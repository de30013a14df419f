package io.sallyport.tls.resumption;

import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.codepoint.AeadAlgorithm;
import io.sallyport.tls.crypto.Aead;
import io.sallyport.tls.crypto.CryptoProvider;
import io.sallyport.tls.crypto.Secret;
import java.security.MessageDigest;
import java.util.Arrays;

/// A key that seals tickets with AES-256-GCM: its name, a nonce, the sealed state (as RFC 5077, section 4,
/// has it, with an authenticated cipher in place of a cipher and a MAC). Thread-safe.
final class TicketKey {
    private static final int NAME_LENGTH = 16;
    private static final AeadAlgorithm ALGORITHM = AeadAlgorithm.AES_256_GCM;
    private static final int STATE_OFFSET = NAME_LENGTH + AeadAlgorithm.NONCE_LENGTH;

    private final CryptoProvider crypto;
    private final byte[] name;
    private final Secret secret;

    private TicketKey(CryptoProvider crypto, byte[] name, Secret secret) {
        this.crypto = crypto;
        this.name = name;
        this.secret = secret;
    }

    /// A new key that nobody else has.
    static TicketKey random(CryptoProvider crypto) {
        byte[] name = new byte[NAME_LENGTH];
        byte[] secret = new byte[ALGORITHM.keyLength()];
        crypto.random().nextBytes(name);
        crypto.random().nextBytes(secret);
        return new TicketKey(crypto, name, Secret.owning(secret));
    }

    byte[] seal(byte[] state) {
        byte[] ticket = new byte[STATE_OFFSET + state.length + AeadAlgorithm.TAG_LENGTH];
        byte[] nonce = new byte[AeadAlgorithm.NONCE_LENGTH];
        crypto.random().nextBytes(nonce);
        System.arraycopy(name, 0, ticket, 0, NAME_LENGTH);
        System.arraycopy(nonce, 0, ticket, NAME_LENGTH, nonce.length);
        try (Aead aead = crypto.aead(ALGORITHM, secret)) {
            aead.seal(nonce, name, state, 0, state.length, ticket, STATE_OFFSET);
        }
        return ticket;
    }

    /// Whether a ticket names this key.
    boolean isNamedBy(byte[] ticket) {
        return ticket.length >= STATE_OFFSET + AeadAlgorithm.TAG_LENGTH
                && MessageDigest.isEqual(Arrays.copyOf(ticket, NAME_LENGTH), name);
    }

    /// The state in a ticket that names this key.
    ///
    /// @throws TlsException `bad_record_mac` if the ticket is not as it was sealed
    byte[] open(byte[] ticket) throws TlsException {
        byte[] nonce = Arrays.copyOfRange(ticket, NAME_LENGTH, STATE_OFFSET);
        byte[] state = new byte[ticket.length - STATE_OFFSET];
        try (Aead aead = crypto.aead(ALGORITHM, secret)) {
            int length = aead.open(nonce, name, ticket, STATE_OFFSET, state.length, state, 0);
            return Arrays.copyOf(state, length);
        } finally {
            Arrays.fill(state, (byte) 0);
        }
    }
}
