package io.sallyport.benchmarks;

import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.codepoint.KeyType;
import io.sallyport.tls.codepoint.NamedGroup;
import io.sallyport.tls.codepoint.ProtocolVersion;
import io.sallyport.tls.credential.Credentials;
import io.sallyport.tls.crypto.CryptoProvider;
import io.sallyport.tls.crypto.Secret;
import io.sallyport.tls.engine.Progress;
import io.sallyport.tls.engine.TlsConnection;
import io.sallyport.tls.engine.TlsServerEngine;
import io.sallyport.tls.event.TlsObserver;
import io.sallyport.tls.negotiation.ServerConfiguration;
import io.sallyport.tls.policy.EngineLimits;
import io.sallyport.tls.policy.TlsPolicies;
import io.sallyport.tls.record.RecordScratch;
import io.sallyport.tls.resumption.Resumption;
import io.sallyport.tls.resumption.SessionState;
import io.sallyport.tls.resumption.TicketKeyRing;
import io.sallyport.tls.resumption.TicketTerms;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/// The engine and a [NullClient] in memory, ready for one handshake after another. For one thread.
final class HandshakePair {
    private static final String SERVER_NAME = "server.example";
    private static final Duration LIFETIME = Duration.ofDays(1);

    private final CryptoProvider crypto;
    private final NullClient client;
    private final ServerConfiguration configuration;
    private final RecordScratch scratch = new RecordScratch();

    private HandshakePair(
            CryptoProvider crypto, NullClient client, ServerConfiguration configuration) {
        this.crypto = crypto;
        this.client = client;
        this.configuration = configuration;
    }

    /// @param server the server's cryptography
    /// @param client the client's
    static HandshakePair of(
            CryptoProvider server,
            CryptoProvider client,
            KeyType certificate,
            NamedGroup group,
            CipherSuite suite)
            throws GeneralSecurityException {
        byte[] hello = FixedClientHello.message(SERVER_NAME, suite, group);
        return of(
                server, new NullClient(client, suite, hello), certificate, group, Resumption.NONE);
    }

    /// Handshakes that resume one session again and again, with a new ticket each time.
    static HandshakePair resuming(
            CryptoProvider crypto, KeyType certificate, NamedGroup group, CipherSuite suite)
            throws GeneralSecurityException {
        InstantSource clock = InstantSource.system();
        Resumption resumption =
                new Resumption(new TicketKeyRing(crypto, LIFETIME, clock), null, LIFETIME, clock);
        Secret preSharedKey = Secret.owning(new byte[suite.hash().length()]);
        byte[] ticket =
                resumption.ticket(session(suite, preSharedKey, resumption.now())).orElseThrow();
        byte[] hello =
                FixedClientHello.resuming(crypto, SERVER_NAME, suite, group, ticket, preSharedKey);
        return of(crypto, new NullClient(crypto, suite, hello), certificate, group, resumption);
    }

    private static SessionState session(CipherSuite suite, Secret preSharedKey, long now) {
        return new SessionState(
                ProtocolVersion.TLS_1_3,
                suite,
                preSharedKey,
                true,
                now,
                SERVER_NAME,
                null,
                TicketTerms.NONE,
                List.of());
    }

    private static HandshakePair of(
            CryptoProvider server,
            NullClient client,
            KeyType certificate,
            NamedGroup group,
            Resumption resumption)
            throws GeneralSecurityException {
        return new HandshakePair(
                server,
                client,
                new ServerConfiguration(
                        TlsPolicies.MOZILLA_MODERN_6_0.withGroups(List.of(group)),
                        Credentials.of(
                                List.of(Certificates.credential(server, certificate, SERVER_NAME))),
                        ServerConfiguration.UnknownServerName.REFUSE,
                        List.of(),
                        client,
                        resumption,
                        false,
                        null));
    }

    NullClient client() {
        return client;
    }

    /// One handshake, both sides of it.
    TlsConnection handshake() throws GeneralSecurityException, TlsException {
        TlsServerEngine engine =
                new TlsServerEngine(crypto, EngineLimits.DEFAULT, TlsObserver.NONE);
        ByteBuffer finished = client.finish(flight(engine));
        return switch (engine.receive(finished, scratch)) {
            case Progress.Established(var connection) -> connection;
            case Progress other -> throw new IllegalStateException(other.toString());
        };
    }

    /// The server's first flight, for a client that is measured alone.
    ByteBuffer flight() throws GeneralSecurityException {
        return flight(new TlsServerEngine(crypto, EngineLimits.DEFAULT, TlsObserver.NONE));
    }

    private ByteBuffer flight(TlsServerEngine engine) throws GeneralSecurityException {
        Progress progress = engine.receive(client.hello(), scratch);
        while (true) {
            switch (progress) {
                case Progress.AwaitingConfiguration _ -> progress = engine.configure(configuration);
                case Progress.AwaitingSignature(var request) ->
                        progress = engine.signed(request.sign());
                case Progress.NeedsInput _ -> {
                    return engine.takeOutput();
                }
                case Progress other -> throw new IllegalStateException(other.toString());
            }
        }
    }
}
