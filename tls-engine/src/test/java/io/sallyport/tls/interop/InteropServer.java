package io.sallyport.tls.interop;

import io.sallyport.tls.codepoint.KeyType;
import io.sallyport.tls.codepoint.NamedGroup;
import io.sallyport.tls.credential.Credential;
import io.sallyport.tls.credential.Credentials;
import io.sallyport.tls.crypto.CryptoProvider;
import io.sallyport.tls.crypto.choice.CryptoVendor;
import io.sallyport.tls.crypto.choice.SelectedCryptoProvider;
import io.sallyport.tls.negotiation.ServerConfiguration;
import io.sallyport.tls.negotiation.ServerConfiguration.UnknownServerName;
import io.sallyport.tls.policy.EngineLimits;
import io.sallyport.tls.policy.TlsPolicies;
import io.sallyport.tls.testing.TestPki;
import io.sallyport.tls.testing.TestServer;
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
}
