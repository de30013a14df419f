package io.sallyport.tls.resumption;

import io.sallyport.tls.crypto.CryptoProvider;
import io.sallyport.tls.crypto.Secret;
import io.sallyport.tls.resumption.TicketKeySet.Held;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Keys from files as nginx has them for its `ssl_session_ticket_key`: 48 or 80 bytes, of which the first
/// 16 are the key's name. The rest is what a key for AES-256-GCM is derived from.
///
/// The first file seals, all of them open. They are good for as long as the operator lets them be.
/// Tickets themselves are not those of nginx, and neither opens what the other seals.
public final class TicketKeyFiles extends TicketKeySource {
    /// Bytes at the beginning of a file that are the key's name, which every ticket shows.
    public static final int NAME_LENGTH = TicketKeyName.LENGTH;

    private static final List<Integer> LENGTHS = List.of(48, 80);

    private final CryptoProvider crypto;
    private final TicketKeyDerivation derivation;

    /// The one to seal by first.
    private final List<Named> files;

    private record Named(TicketKeyName name, Secret extracted) {}

    /// @param contents of the files, at least one, the one to seal by first, no name twice; closed here
    /// @param context who shares the keys, such as the name of a listener
    /// @throws IllegalArgumentException if there is none, one has another length than [#isLength] allows,
    ///     or a name is there twice
    public TicketKeyFiles(CryptoProvider crypto, List<Secret> contents, String context) {
        this.crypto = crypto;
        this.derivation = new TicketKeyDerivation(crypto, context);
        List<Named> named = new ArrayList<>();
        for (Secret content : contents) {
            if (!isLength(content.length())) {
                throw new IllegalArgumentException(
                        "a key file of " + content.length() + " bytes (expected: 48 or 80)");
            }
            named.add(named(content.bytes()));
        }
        if (named.isEmpty() || named.stream().map(Named::name).distinct().count() < named.size()) {
            throw new IllegalArgumentException(
                    "no key file, or a name that is there twice (expected: distinct ones)");
        }
        contents.forEach(Secret::close);
        this.files = List.copyOf(named);
    }

    /// Whether a key file can have so many bytes: 48 or 80.
    public static boolean isLength(int bytes) {
        return LENGTHS.contains(bytes);
    }

    @Override
    TicketKeySet keysAt(Instant now, TicketKeySet before) {
        List<Held> keys = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            TicketKey key = key(files.get(i), before);
            keys.add(new Held(key, TicketKeyOrigin.FILE, i + 1, null, null, i > 0));
        }
        return TicketKeySet.of(keys, Instant.MIN, Instant.MAX);
    }

    @Override
    public void close() {
        files.forEach(file -> file.extracted().close());
    }

    /// The name alone does not make it the same key: somebody may have changed the rest of the file.
    private TicketKey key(Named file, TicketKeySet before) {
        Secret secret = derivation.fileSecret(file.extracted());
        TicketKey known =
                before.find(file.name())
                        .map(Held::key)
                        .filter(key -> key.hasSecret(secret))
                        .orElse(null);
        if (known == null) {
            return new TicketKey(crypto, file.name(), secret);
        }
        secret.close();
        return known;
    }

    private Named named(byte[] content) {
        byte[] material = Arrays.copyOfRange(content, TicketKeyName.LENGTH, content.length);
        try {
            return new Named(TicketKeyName.of(content), derivation.extract(material));
        } finally {
            Arrays.fill(material, (byte) 0);
        }
    }
}
