package io.sallyport.tls.crypto.choice;

import io.sallyport.tls.codepoint.AeadAlgorithm;
import io.sallyport.tls.codepoint.HashAlgorithm;
import io.sallyport.tls.codepoint.KeyType;
import io.sallyport.tls.codepoint.NamedGroup;
import io.sallyport.tls.codepoint.SignatureScheme;
import io.sallyport.tls.crypto.Aead;
import io.sallyport.tls.crypto.CryptoException;
import io.sallyport.tls.crypto.CryptoProvider;
import io.sallyport.tls.crypto.DecryptionKey;
import io.sallyport.tls.crypto.DiffieHellman;
import io.sallyport.tls.crypto.EphemeralKey;
import io.sallyport.tls.crypto.Hash;
import io.sallyport.tls.crypto.Hkdf;
import io.sallyport.tls.crypto.HybridKeyExchange;
import io.sallyport.tls.crypto.Kem;
import io.sallyport.tls.crypto.KemAlgorithm;
import io.sallyport.tls.crypto.KeyExchange;
import io.sallyport.tls.crypto.KeyTypes;
import io.sallyport.tls.crypto.Primitive;
import io.sallyport.tls.crypto.PrimitiveSource;
import io.sallyport.tls.crypto.RsaDecryption;
import io.sallyport.tls.crypto.Secret;
import io.sallyport.tls.crypto.Signatures;
import io.sallyport.tls.crypto.SigningKey;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A [CryptoProvider] put together from several vendors: each primitive comes from the first in an order
/// of preference that has it and passes a self-test when this object is made.
///
/// The choice is made once. A primitive that fails afterwards is not replaced behind the operator's back:
/// the failure shows.
public final class SelectedCryptoProvider implements CryptoProvider {
    private final SecureRandom random;
    private final Map<HashAlgorithm, PrimitiveSource.HashSource> hashes =
            new EnumMap<>(HashAlgorithm.class);
    private final Map<HashAlgorithm, PrimitiveSource.HkdfSource> hkdfs =
            new EnumMap<>(HashAlgorithm.class);
    private final Map<AeadAlgorithm, PrimitiveSource.AeadSource> aeads =
            new EnumMap<>(AeadAlgorithm.class);
    private final Map<NamedGroup, KeyExchange> keyExchanges = new EnumMap<>(NamedGroup.class);
    private final Map<NamedGroup, DiffieHellman> agreements = new EnumMap<>(NamedGroup.class);
    private final Map<KeyType, Signatures> signatures = new EnumMap<>(KeyType.class);
    private final @Nullable RsaDecryption rsaDecryption;
    private final List<ProviderReport> report;

    private SelectedCryptoProvider(Selection selection) {
        SelfTests tests = new SelfTests();
        this.random =
                selection.require(
                        Primitives.RANDOM,
                        PrimitiveSource::random,
                        (found, _) -> tests.random(found));
        chooseHashes(selection, tests);
        for (AeadAlgorithm algorithm : AeadAlgorithm.values()) {
            selection
                    .choose(
                            Primitives.aead(algorithm),
                            source -> source.aead(algorithm),
                            (found, _) -> tests.aead(algorithm, found))
                    .ifPresent(chosen -> aeads.put(algorithm, chosen));
        }
        chooseKeyExchanges(selection, tests);
        chooseSignatures(selection, tests);
        this.rsaDecryption =
                selection
                        .choose(
                                Primitives.RSA_DECRYPTION,
                                PrimitiveSource::rsaDecryption,
                                (found, _) -> tests.rsaDecryption(found))
                        .orElse(null);
        this.report = selection.reports();
    }

    /// Each primitive from the fastest vendor that is there. Takes a few hundred milliseconds in a fresh JVM.
    ///
    /// @throws CryptoException if nobody serves a primitive without which there is no TLS
    public static SelectedCryptoProvider fastest() {
        return among(List.of(CryptoVendor.values()), VendorOrder.fastest());
    }

    /// Each primitive from the first of these vendors that has it and passes; others are not asked.
    ///
    /// @throws CryptoException if none of them serves a primitive without which there is no TLS
    public static SelectedCryptoProvider preferring(List<CryptoVendor> vendors) {
        return among(vendors, VendorOrder.fixed(vendors));
    }

    /// Each primitive from the first of these sources that has it and passes.
    ///
    /// @throws CryptoException if none of them serves a primitive without which there is no TLS
    public static SelectedCryptoProvider from(List<PrimitiveSource> sources) {
        List<Candidate> candidates = sources.stream().map(Candidate::of).toList();
        return new SelectedCryptoProvider(new Selection(_ -> candidates));
    }

    @Override
    public SecureRandom random() {
        return random;
    }

    @Override
    public Hash hash(HashAlgorithm algorithm) {
        return chosen(hashes, algorithm).create();
    }

    @Override
    public Hkdf hkdf(HashAlgorithm algorithm) {
        return chosen(hkdfs, algorithm).create();
    }

    @Override
    public Aead aead(AeadAlgorithm algorithm, Secret key) {
        return chosen(aeads, algorithm).create(key);
    }

    @Override
    public Set<NamedGroup> groups() {
        return Collections.unmodifiableSet(keyExchanges.keySet());
    }

    @Override
    public Set<AeadAlgorithm> aeads() {
        return Collections.unmodifiableSet(aeads.keySet());
    }

    @Override
    public KeyExchange keyExchange(NamedGroup group) {
        return chosen(keyExchanges, group);
    }

    @Override
    public EphemeralKey ephemeralKey(NamedGroup group) {
        return chosen(agreements, group).generate();
    }

    @Override
    public SigningKey signingKey(PrivateKey key) throws InvalidKeyException {
        return signatures(KeyTypes.of(key)).signingKey(key);
    }

    @Override
    public boolean verify(SignatureScheme scheme, PublicKey key, byte[] message, byte[] signature)
            throws InvalidKeyException {
        return signatures(KeyTypes.of(key)).verify(scheme, key, message, signature);
    }

    @Override
    public DecryptionKey decryptionKey(PrivateKey key) throws InvalidKeyException {
        RsaDecryption chosen = rsaDecryption;
        if (chosen == null) {
            throw new InvalidKeyException("RSA key, which no provider in use decrypts with");
        }
        return chosen.decryptionKey(key);
    }

    /// Hybrid groups are not listed: the primitives that they are made of are.
    @Override
    public Map<Primitive, String> inventory() {
        Map<Primitive, String> inventory = new LinkedHashMap<>();
        for (ProviderReport each : report) {
            String provider = each.servedBy();
            if (provider != null) {
                inventory.put(each.primitive(), provider);
            }
        }
        return Collections.unmodifiableMap(inventory);
    }

    /// What was chosen for each primitive, and why nothing that was preferred to it.
    public List<ProviderReport> report() {
        return report;
    }

    private void chooseHashes(Selection selection, SelfTests tests) {
        for (HashAlgorithm algorithm : HashAlgorithm.values()) {
            hashes.put(
                    algorithm,
                    selection.require(
                            Primitives.hash(algorithm),
                            source -> source.hash(algorithm),
                            (found, _) -> tests.hash(algorithm, found)));
            hkdfs.put(
                    algorithm,
                    selection.require(
                            Primitives.hkdf(algorithm),
                            source -> source.hkdf(algorithm),
                            (found, _) -> tests.hkdf(algorithm, found)));
        }
    }

    private void chooseKeyExchanges(Selection selection, SelfTests tests) {
        Map<KemAlgorithm, Kem> kems = new EnumMap<>(KemAlgorithm.class);
        for (KemAlgorithm algorithm : KemAlgorithm.values()) {
            selection
                    .choose(
                            Primitives.kem(algorithm),
                            source -> source.kem(algorithm),
                            (found, _) -> tests.kem(found))
                    .ifPresent(chosen -> kems.put(algorithm, chosen));
        }
        for (NamedGroup group : NamedGroup.values()) {
            switch (group.kind()) {
                case ECDHE, FFDHE ->
                        selection
                                .choose(
                                        Primitives.keyExchange(group),
                                        source -> source.diffieHellman(group),
                                        (found, _) -> tests.diffieHellman(group, found))
                                .ifPresent(chosen -> {
                                    keyExchanges.put(group, chosen);
                                    agreements.put(group, chosen);
                                });
                // its parts have been chosen by now, because the enum lists hybrids last
                case HYBRID -> {
                    KeyExchange curve = keyExchanges.get(HybridKeyExchange.curveOf(group));
                    Kem kem = kems.get(HybridKeyExchange.kemOf(group));
                    if (curve != null && kem != null) {
                        keyExchanges.put(group, HybridKeyExchange.of(group, curve, kem));
                    }
                }
            }
        }
    }

    private void chooseSignatures(Selection selection, SelfTests tests) {
        for (KeyType keyType : KeyType.values()) {
            Primitive primitive = Primitives.signatures(keyType);
            Selection.Lookup<Signatures> lookup = source -> source.signatures(keyType);
            selection
                    .choose(
                            primitive,
                            lookup,
                            (found, from) ->
                                    tests.signatures(
                                            found,
                                            () ->
                                                    selection
                                                            .next(from, primitive, lookup)
                                                            .orElse(found)))
                    .ifPresent(chosen -> signatures.put(keyType, chosen));
        }
    }

    private Signatures signatures(KeyType type) throws InvalidKeyException {
        Signatures chosen = signatures.get(type);
        if (chosen == null) {
            throw new InvalidKeyException(
                    type.label() + " key, which no provider in use signs with");
        }
        return chosen;
    }

    private static SelectedCryptoProvider among(List<CryptoVendor> vendors, VendorOrder order) {
        Map<CryptoVendor, Candidate> candidates = new EnumMap<>(CryptoVendor.class);
        for (CryptoVendor vendor : vendors) {
            Candidate candidate = Candidate.of(vendor);
            candidates.put(vendor, candidate);
            if (vendor != CryptoVendor.JDK) {
                // the JDK's part takes about as long to test as theirs takes to load
                candidate.loadAhead();
            }
        }
        return new SelectedCryptoProvider(
                new Selection(primitive ->
                        order.of(primitive).stream()
                                .map(candidates::get)
                                .flatMap(Stream::ofNullable)
                                .toList()));
    }

    private static <K, V> V chosen(Map<K, V> chosen, K key) {
        @Nullable V found = chosen.get(key);
        if (found == null) {
            throw new IllegalArgumentException(key + " (expected: one of " + chosen.keySet() + ")");
        }
        return found;
    }
}
