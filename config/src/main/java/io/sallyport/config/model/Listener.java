package io.sallyport.config.model;

import java.time.Duration;
import java.util.Optional;

/// What a listener does with its connections. Where it listens stands in
/// [StartupSettings#listeners()] under the same name.
///
/// @param mode what happens to the decrypted bytes
/// @param routing where they go
/// @param tls empty: a plaintext listener
/// @param limits what is spent on clients at most
/// @param idleTimeout a connection on which no byte moved in either direction for so long is closed
/// @param proxyProtocol from where connections begin with a PROXY header
/// @param forwarding what servers are told about where requests came from
/// @param identity what servers are told about who clients are
public record Listener(
        ListenerMode mode,
        Routing routing,
        Optional<ListenerTls> tls,
        ListenerLimits limits,
        Duration idleTimeout,
        Networks proxyProtocol,
        Forwarding forwarding,
        ClientIdentityFields identity) {

    /// Longer than the keep-alive of most protocols, shorter than what firewalls remember.
    public static final Duration DEFAULT_IDLE_TIMEOUT = Duration.ofMinutes(5);

    /// A plaintext listener with defaults for the rest.
    public static Listener of(ListenerMode mode, String backend) {
        return new Listener(
                mode,
                Routing.to(backend),
                Optional.empty(),
                ListenerLimits.DEFAULTS,
                DEFAULT_IDLE_TIMEOUT,
                Networks.NONE,
                Forwarding.DEFAULTS,
                ClientIdentityFields.NONE);
    }

    public Listener withMode(ListenerMode other) {
        return new Listener(
                other, routing, tls, limits, idleTimeout, proxyProtocol, forwarding, identity);
    }

    /// The same with TLS.
    public Listener withTls(ListenerTls settings) {
        return new Listener(
                mode,
                routing,
                Optional.of(settings),
                limits,
                idleTimeout,
                proxyProtocol,
                forwarding,
                identity);
    }

    /// The same with other limits.
    public Listener withLimits(ListenerLimits other) {
        return new Listener(
                mode, routing, tls, other, idleTimeout, proxyProtocol, forwarding, identity);
    }

    /// The same with another idle timeout.
    public Listener withIdleTimeout(Duration timeout) {
        return new Listener(
                mode, routing, tls, limits, timeout, proxyProtocol, forwarding, identity);
    }

    /// The same with a PROXY header on connections from these networks.
    public Listener withProxyProtocol(Networks trusted) {
        return new Listener(mode, routing, tls, limits, idleTimeout, trusted, forwarding, identity);
    }

    /// The same, telling servers something else about where requests came from.
    public Listener withForwarding(Forwarding other) {
        return new Listener(
                mode, routing, tls, limits, idleTimeout, proxyProtocol, other, identity);
    }

    /// The same, telling servers something else about who clients are.
    public Listener withIdentity(ClientIdentityFields other) {
        return new Listener(
                mode, routing, tls, limits, idleTimeout, proxyProtocol, forwarding, other);
    }

    /// The same with other places for its requests or connections to go.
    public Listener withRouting(Routing other) {
        return new Listener(
                mode, other, tls, limits, idleTimeout, proxyProtocol, forwarding, identity);
    }
}
