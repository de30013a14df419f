package io.sallyport.proxy.testing;

import io.sallyport.config.model.ClientAuthMode;
import io.sallyport.config.model.ClientAuthSettings;
import io.sallyport.config.model.ClientIdentityFields;
import io.sallyport.config.model.Forwarding;
import io.sallyport.config.model.HttpLimits;
import io.sallyport.config.model.Networks;
import io.sallyport.config.model.StaleCrl;
import io.sallyport.proxy.clientauth.ClientCertificateChecks;
import io.sallyport.proxy.identity.IdentitySettings;
import io.sallyport.proxy.runtime.ClientRates;
import io.sallyport.proxy.runtime.ListenerMode;
import io.sallyport.proxy.runtime.ListenerSettings;
import io.sallyport.proxy.runtime.Routing;
import io.sallyport.proxy.runtime.TlsSettings;
import io.sallyport.proxy.runtime.TraceSampling;
import io.sallyport.tls.negotiation.ServerConfiguration;
import io.sallyport.tls.policy.EngineLimits;
import io.sallyport.tls.policy.TlsPolicies;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Settings for parts of the proxy that are tested without the rest.
public final class TestSettings {
    private static final Duration LONG = Duration.ofMinutes(1);

    private TestSettings() {}

    /// A listener in `mode: tcp` without routes.
    public static ListenerSettings listener(@Nullable TlsSettings tls) {
        return new ListenerSettings(
                "web",
                ListenerMode.TCP,
                tls,
                Routing.ofConnections(List.of()),
                100,
                100,
                65_536,
                LONG,
                Networks.NONE,
                Forwarding.DEFAULTS,
                IdentitySettings.of(ClientIdentityFields.NONE),
                HttpLimits.DEFAULTS,
                new ClientRates(null, null),
                TraceSampling.OFF);
    }

    /// TLS 1.3 and 1.2.
    public static TlsSettings tls(ClientCertificateChecks clients) {
        ServerConfiguration configuration =
                new ServerConfiguration(
                        TlsPolicies.MOZILLA_INTERMEDIATE_6_0,
                        TestTls.credentials(),
                        ServerConfiguration.UnknownServerName.DEFAULT,
                        List.of(),
                        null);
        return new TlsSettings(configuration, EngineLimits.DEFAULT, LONG, null, clients, Set.of());
    }

    /// Clients have to show a certificate, and are closed if it is not good any more.
    public static ClientAuthSettings clientAuth(int maxChainLength) {
        return new ClientAuthSettings(
                ClientAuthMode.REQUIRED,
                List.of(Path.of("ca.pem")),
                List.of(),
                StaleCrl.REFUSE,
                Optional.empty(),
                List.of(),
                Duration.ZERO,
                maxChainLength,
                ClientAuthSettings.DEFAULT_MAX_CHAIN_SIZE,
                true);
    }
}
