package io.sallyport.proxy.runtime;

import io.sallyport.proxy.clientauth.ClientCertificateChecks;
import io.sallyport.proxy.clientauth.SubjectNames;
import io.sallyport.proxy.replay.ReplayRegister;
import io.sallyport.tls.codepoint.KeyType;
import io.sallyport.tls.credential.Credential;
import io.sallyport.tls.crypto.SigningKey;
import io.sallyport.tls.negotiation.ServerConfiguration;
import io.sallyport.tls.policy.EngineLimits;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How a listener speaks TLS.
///
/// @param handshakeTimeout from the accepted connection to the end of the handshake
/// @param replays remembers ClientHellos with early data; null if none is taken
/// @param clients who checks client certificates; what the configuration says of them does not count
/// @param slowKeys those of the configuration's keys that sign for milliseconds, see [#of]
public record TlsSettings(
        ServerConfiguration configuration,
        EngineLimits limits,
        Duration handshakeTimeout,
        @Nullable ReplayRegister replays,
        ClientCertificateChecks clients,
        Set<SigningKey> slowKeys) {

    /// With RSA, a signature takes eight times as long for twice the bits: some 250 microseconds with
    /// 2,048 bits, near a millisecond with 3,072, two with 4,096.
    private static final int FAST_RSA_BITS = 2048;

    /// Settings with all slow keys found: RSA beyond 2,048 bits, and Ed448, which no fast provider has.
    public static TlsSettings of(
            ServerConfiguration configuration,
            EngineLimits limits,
            Duration handshakeTimeout,
            @Nullable ReplayRegister replays,
            ClientCertificateChecks clients) {
        Set<SigningKey> slow = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Credential credential : configuration.credentials().all()) {
            if (isSlow(credential)) {
                slow.add(credential.key());
            }
        }
        return new TlsSettings(
                configuration,
                limits,
                handshakeTimeout,
                replays,
                clients,
                Collections.unmodifiableSet(slow));
    }

    /// The URIs that our certificate of this name has; none if there is no such one any more.
    ///
    /// @param credential as the configuration calls it
    public List<String> urisOf(String credential) {
        for (Credential each : configuration.credentials().all()) {
            if (each.name().equals(credential)) {
                return uris(each.chain().endEntity());
            }
        }
        return List.of();
    }

    private static List<String> uris(X509Certificate own) {
        try {
            return SubjectNames.of(own).uris();
        } catch (CertificateParsingException _) {
            // it is used for the names that can be read
            return List.of();
        }
    }

    private static boolean isSlow(Credential credential) {
        return credential.key().keyType() == KeyType.ED448
                || credential.chain().endEntity().getPublicKey() instanceof RSAKey rsa
                        && rsa.getModulus().bitLength() > FAST_RSA_BITS;
    }
}
