package io.sallyport.benchmarks;

import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.codepoint.KeyType;
import io.sallyport.tls.crypto.CryptoProvider;
import io.sallyport.tls.crypto.DecryptionKey;
import io.sallyport.tls.crypto.choice.SelectedCryptoProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.interfaces.RSAPublicKey;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/// Whether the time, or the memory, that a handshake takes tells what was wrong with an encrypted pre-master
/// secret (RFC 5246, section 7.4.7.1). Classes follow each other in random order, so that whatever changes
/// in the course of time concerns all of them alike.
public final class Bleichenbacher {
    private static final List<OracleClass> CLASSES = List.of(OracleClass.values());
    private static final int WARM_UP = 20_000;
    private static final int DIFFERENT_CIPHERTEXTS = 2_000;

    private final RandomGenerator random = ThreadLocalRandom.current();
    private final StringBuilder page = new StringBuilder();
    private final int tries;
    private final OracleCiphertexts ciphertexts;

    private Bleichenbacher(int tries, KeyPair keys) {
        this.tries = tries;
        this.ciphertexts = new OracleCiphertexts((RSAPublicKey) keys.getPublic());
    }

    /// @param arguments the file for the tables, tries of each class
    /// @throws IllegalStateException if the engine does not end all of them alike
    public static void main(String[] arguments)
            throws GeneralSecurityException, TlsException, IOException {
        CryptoProvider crypto = SelectedCryptoProvider.fastest();
        KeyPair keys = Certificates.keyPair(KeyType.RSA);
        Bleichenbacher measurement = new Bleichenbacher(Integer.parseInt(arguments[1]), keys);
        Set<String> ends =
                measurement.report(
                        "The engine",
                        new OracleServer(crypto, keys, crypto.decryptionKey(keys.getPrivate())));
        DecryptionKey leaky = new LeakyDecryption(keys.getPrivate());
        measurement.report("The control, which leaks", new OracleServer(crypto, keys, leaky));
        Files.writeString(Path.of(arguments[0]), measurement.page);
        if (ends.size() > 1) {
            throw new IllegalStateException("the ends differ: " + ends);
        }
    }

    /// Adds a table to the page.
    ///
    /// @return how connections ended
    private Set<String> report(String title, OracleServer server) throws TlsException {
        Map<OracleClass, byte[][]> prepared = prepare();
        Map<OracleClass, OracleSamples> samples = new EnumMap<>(OracleClass.class);
        for (OracleClass what : OracleClass.values()) {
            samples.put(what, new OracleSamples(tries));
        }
        Set<String> ends = new TreeSet<>();
        for (int i = 0; i < WARM_UP; i++) {
            server.attempt(any(prepared, any()));
        }
        for (OracleClass what : shuffled()) {
            OracleServer.Try each = server.attempt(any(prepared, what));
            Objects.requireNonNull(samples.get(what)).add(each);
            ends.add(each.end());
        }
        print(title, samples, ends);
        return ends;
    }

    private void print(String title, Map<OracleClass, OracleSamples> samples, Set<String> ends) {
        samples.values().forEach(OracleSamples::seal);
        OracleSamples valid = Objects.requireNonNull(samples.get(OracleClass.VALID));
        line("%n### %s%n", title);
        line("%,d tries of each class. All ended in: %s.%n", tries, String.join("; ", ends));
        line(
                "| what is encrypted | median, us | lower quartile, us | its difference from a good"
                        + " secret, ns (99 %%) | allocated, bytes |");
        line("|---|---|---|---|---|");
        samples.forEach((what, sample) -> {
            double[] difference = sample.difference(valid, random);
            line(
                    "| %s | %.2f | %.2f | %+.0f to %+.0f%s | %,d |",
                    what.words(),
                    sample.median(),
                    sample.lowerQuartile(),
                    difference[0],
                    difference[1],
                    difference[0] > 0 || difference[1] < 0 ? " **differs**" : "",
                    sample.medianBytes());
        });
    }

    private Map<OracleClass, byte[][]> prepare() {
        Map<OracleClass, byte[][]> prepared = new EnumMap<>(OracleClass.class);
        for (OracleClass what : OracleClass.values()) {
            byte[][] all = new byte[DIFFERENT_CIPHERTEXTS][];
            for (int i = 0; i < all.length; i++) {
                all[i] = ciphertexts.next(what);
            }
            prepared.put(what, all);
        }
        return prepared;
    }

    /// Each class as often as there are tries, in random order.
    private OracleClass[] shuffled() {
        OracleClass[] order = new OracleClass[CLASSES.size() * tries];
        for (int i = 0; i < order.length; i++) {
            order[i] = CLASSES.get(i % CLASSES.size());
        }
        for (int i = order.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            OracleClass held = order[i];
            order[i] = order[other];
            order[other] = held;
        }
        return order;
    }

    private byte[] any(Map<OracleClass, byte[][]> prepared, OracleClass what) {
        return Objects.requireNonNull(prepared.get(what))[random.nextInt(DIFFERENT_CIPHERTEXTS)];
    }

    private OracleClass any() {
        return CLASSES.get(random.nextInt(CLASSES.size()));
    }

    private void line(String format, Object... values) {
        page.append(String.format(Locale.ROOT, format + "%n", values));
    }
}
