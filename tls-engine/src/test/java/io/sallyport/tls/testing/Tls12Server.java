package io.sallyport.tls.testing;

import io.sallyport.tls.codepoint.KeyType;
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
import io.sallyport.tls.resumption.SessionCache;
import io.sallyport.tls.resumption.TicketKeyRing;
import java.security.InvalidKeyException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// Servers that speak TLS 1.2 in all its ways.
public final class Tls12Server {
    /// Everything from BouncyCastle, which has all there is.
    public static final CryptoProvider CRYPTO =
            SelectedCryptoProvider.preferring(List.of(CryptoVendor.BOUNCYCASTLE));

    /// As long as a session lives here.
    public static final Duration LIFETIME = Duration.ofHours(1);

    public static final Credential ECDSA = TestPki.credential(CRYPTO, KeyType.EC_P256);
    public static final Credential RSA = rsa();

    /// The compatible policy with both credentials, ECDSA first, without resumption.
    public static final ServerConfiguration CONFIGURATION = with(TlsPolicies.COMPATIBLE_2026_11);

    private Tls12Server() {}

    /// A server by [#CONFIGURATION].
    public static TestServer create() {
        return of(CONFIGURATION);
    }

    public static TestServer of(ServerConfiguration configuration) {
        return of(configuration, EngineLimits.DEFAULT);
    }

    public static TestServer of(ServerConfiguration configuration, EngineLimits limits) {
        return new TestServer(CRYPTO, configuration, limits);
    }

    /// The same as [#CONFIGURATION] under another policy.
    public static ServerConfiguration with(TlsPolicy policy) {
        return with(policy, ECDSA, RSA);
    }

    public static ServerConfiguration with(TlsPolicy policy, Credential... credentials) {
        return new ServerConfiguration(
                policy,
                Credentials.of(List.of(credentials)),
                UnknownServerName.DEFAULT,
                List.of(),
                null);
    }

    /// Sessions in tickets.
    public static Resumption tickets(InstantSource clock) {
        return new Resumption(new TicketKeyRing(CRYPTO, LIFETIME, clock), null, LIFETIME, clock);
    }

    /// Sessions by ids.
    public static Resumption ids(InstantSource clock) {
        return new Resumption(null, new SessionCache(64), LIFETIME, clock);
    }

    /// A clock that stands still until it is moved.
    public static final class Clock implements InstantSource {
        private Instant now = Instant.parse("2026-11-26T12:00:00Z");

        public void advance(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    private static Credential rsa() {
        try {
            return TestPki.credential(CRYPTO, KeyType.RSA)
                    .withDecryption(
                            CRYPTO.decryptionKey(TestPki.keyPair(KeyType.RSA).getPrivate()));
        } catch (InvalidKeyException e) {
            throw new AssertionError(e);
        }
    }
}
