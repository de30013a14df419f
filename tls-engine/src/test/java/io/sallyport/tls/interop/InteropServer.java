package io.sallyport.tls.interop;

import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.codepoint.KeyType;
import io.sallyport.tls.codepoint.NamedGroup;
import io.sallyport.tls.codepoint.SignatureScheme;
import io.sallyport.tls.credential.Credential;
import io.sallyport.tls.credential.Credentials;
import io.sallyport.tls.crypto.CryptoProvider;
import io.sallyport.tls.crypto.choice.CryptoVendor;
import io.sallyport.tls.crypto.choice.SelectedCryptoProvider;
import io.sallyport.tls.negotiation.ServerConfiguration;
import io.sallyport.tls.negotiation.ServerConfiguration.UnknownServerName;
import io.sallyport.tls.policy.EngineLimits;
import io.sallyport.tls.policy.TlsPolicies;
import io.sallyport.tls.policy.TlsPolicy;
import io.sallyport.tls.resumption.Resumption;
import io.sallyport.tls.testing.TestPki;
import io.sallyport.tls.testing.TestServer;
import java.security.InvalidKeyException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Servers for clients of others, with the cryptography of each vendor that is always there.
final class InteropServer {
    static final List<CryptoVendor> VENDORS = List.of(CryptoVendor.JDK, CryptoVendor.BOUNCYCASTLE);

    private static final Map<CryptoVendor, CryptoProvider> PROVIDERS =
            VENDORS.stream()
                    .collect(
                            Collectors.toMap(
                                    Function.identity(),
                                    vendor -> SelectedCryptoProvider.preferring(List.of(vendor))));

    private InteropServer() {}

    /// One that takes every group and suite.
    static TestServer of(CryptoVendor vendor, KeyType type) {
        return of(vendor, type, List.of(NamedGroup.values()));
    }

    /// One that takes every group and every suite of both versions, and keeps sessions.
    static TestServer ofBothVersions(
            KeyType type, TlsPolicy.Preference preference, Resumption resumption) {
        CryptoProvider crypto = Objects.requireNonNull(PROVIDERS.get(CryptoVendor.BOUNCYCASTLE));
        return new TestServer(
                crypto,
                new ServerConfiguration(
                                new TlsPolicy(
                                        "everything",
                                        TlsPolicies.COMPATIBLE_2026_11.versions(),
                                        List.of(CipherSuite.values()),
                                        preference,
                                        List.of(NamedGroup.values()),
                                        List.of(SignatureScheme.values())),
                                Credentials.of(List.of(credential(crypto, type))),
                                UnknownServerName.DEFAULT,
                                List.of("h2"),
                                null)
                        .withResumption(resumption),
                EngineLimits.DEFAULT);
    }

    /// One that takes every suite, and these groups and protocols.
    static TestServer of(
            CryptoVendor vendor, KeyType type, List<NamedGroup> groups, String... protocols) {
        CryptoProvider crypto = Objects.requireNonNull(PROVIDERS.get(vendor));
        Credential credential = TestPki.credential(crypto, type);
        return new TestServer(
                crypto,
                new ServerConfiguration(
                        TlsPolicies.MOZILLA_MODERN_6_0.withGroups(groups),
                        Credentials.of(List.of(credential)),
                        UnknownServerName.DEFAULT,
                        List.of(protocols),
                        null),
                EngineLimits.DEFAULT);
    }

    private static Credential credential(CryptoProvider crypto, KeyType type) {
        Credential credential = TestPki.credential(crypto, type);
        try {
            return type == KeyType.RSA
                    ? credential.withDecryption(
                            crypto.decryptionKey(TestPki.keyPair(type).getPrivate()))
                    : credential;
        } catch (InvalidKeyException e) {
            throw new AssertionError(e);
        }
    }
}
