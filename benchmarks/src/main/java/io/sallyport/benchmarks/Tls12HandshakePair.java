package io.sallyport.benchmarks;

import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.codec.WireWriter;
import io.sallyport.tls.codepoint.HandshakeType;
import io.sallyport.tls.codepoint.KeyType;
import io.sallyport.tls.codepoint.NamedGroup;
import io.sallyport.tls.credential.Credential;
import io.sallyport.tls.credential.Credentials;
import io.sallyport.tls.crypto.CryptoProvider;
import io.sallyport.tls.engine.Progress;
import io.sallyport.tls.engine.TlsConnection;
import io.sallyport.tls.engine.TlsServerEngine;
import io.sallyport.tls.event.TlsObserver;
import io.sallyport.tls.negotiation.ServerConfiguration;
import io.sallyport.tls.policy.EngineLimits;
import io.sallyport.tls.policy.TlsPolicies;
import io.sallyport.tls.record.RecordHeader;
import io.sallyport.tls.record.RecordScratch;
import io.sallyport.tls.resumption.Resumption;
import io.sallyport.tls.resumption.SessionCache;
import io.sallyport.tls.resumption.TicketKeyRing;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Cipher;
import org.jspecify.annotations.Nullable;

/// The engine and a [Tls12NullClient] in memory, ready for one handshake of a kind after another. For one
/// thread.
final class Tls12HandshakePair {
    private static final String SERVER_NAME = "server.example";
    private static final Duration LIFETIME = Duration.ofDays(1);
    private static final int TICKET_OFFSET = RecordHeader.LENGTH + 4 + 4 + 2;

    private final CryptoProvider crypto;
    private final Tls12NullClient client;
    private final ServerConfiguration configuration;
    private final RecordScratch scratch = new RecordScratch();

    private Tls12HandshakePair(
            CryptoProvider crypto, Tls12NullClient client, ServerConfiguration configuration) {
        this.crypto = crypto;
        this.client = client;
        this.configuration = configuration;
    }

    /// A pair; of a kind that resumes, with a session to resume.
    ///
    /// @param server the server's cryptography
    static Tls12HandshakePair of(CryptoProvider server, CryptoProvider client, Tls12Kind kind)
            throws GeneralSecurityException, TlsException {
        KeyPair keys = Certificates.keyPair(kind.certificate());
        Credential credential =
                Certificates.credential(server, kind.certificate(), keys, SERVER_NAME);
        if (kind.certificate() == KeyType.RSA) {
            credential = credential.withDecryption(server.decryptionKey(keys.getPrivate()));
        }
        byte @Nullable [] ask = kind == Tls12Kind.TICKET ? new byte[0] : null;
        Tls12NullClient nullClient =
                new Tls12NullClient(
                        client,
                        kind.suite(),
                        Tls12ClientHello.message(SERVER_NAME, kind.suite(), new byte[0], ask),
                        keyExchange(kind.group(), keys));
        ServerConfiguration configuration =
                new ServerConfiguration(
                        TlsPolicies.COMPATIBLE_2026_11,
                        Credentials.of(List.of(credential)),
                        ServerConfiguration.UnknownServerName.REFUSE,
                        List.of(),
                        nullClient,
                        resumption(server, kind),
                        true,
                        null);
        Tls12HandshakePair pair = new Tls12HandshakePair(server, nullClient, configuration);
        return kind.resumes() ? pair.resuming(client, kind) : pair;
    }

    Tls12NullClient client() {
        return client;
    }

    /// One handshake, both sides of it.
    TlsConnection handshake() throws GeneralSecurityException, TlsException {
        TlsServerEngine engine = engine();
        ByteBuffer flight = flight(engine);
        if (hasKeyExchange()) {
            proceed(engine, client.keyExchange());
        }
        return switch (proceed(engine, client.finish(flight))) {
            case Progress.Established(var connection) -> connection;
            case Progress other -> throw new IllegalStateException(other.toString());
        };
    }

    /// The server's first flight, for a client that is measured alone, which knows the secret after this.
    ByteBuffer flight() throws GeneralSecurityException, TlsException {
        TlsServerEngine engine = engine();
        ByteBuffer flight = flight(engine);
        if (hasKeyExchange()) {
            proceed(engine, client.keyExchange());
        }
        return flight;
    }

    private boolean hasKeyExchange() {
        return client.keyExchange().remaining() > RecordHeader.LENGTH;
    }

    /// Does a full handshake, and becomes a pair that resumes its session.
    private Tls12HandshakePair resuming(CryptoProvider forClient, Tls12Kind kind)
            throws GeneralSecurityException, TlsException {
        TlsServerEngine engine = engine();
        ByteBuffer flight = flight(engine);
        byte[] sessionId = sessionId(flight.duplicate());
        proceed(engine, client.keyExchange());
        proceed(engine, client.finish(flight));
        ByteBuffer last = engine.takeOutput();
        byte[] ticket = kind == Tls12Kind.TICKET ? ticket(last) : null;
        Tls12NullClient resumer =
                new Tls12NullClient(
                        forClient,
                        kind.suite(),
                        Tls12ClientHello.message(SERVER_NAME, kind.suite(), sessionId, ticket),
                        new byte[0]);
        resumer.log("CLIENT_RANDOM", Tls12ClientHello.RANDOM, client.masterSecret().bytes());
        return new Tls12HandshakePair(
                crypto,
                resumer,
                new ServerConfiguration(
                        configuration.policy(),
                        configuration.credentials(),
                        configuration.unknownServerName(),
                        List.of(),
                        null,
                        configuration.resumption(),
                        true,
                        null));
    }

    private TlsServerEngine engine() {
        return new TlsServerEngine(crypto, EngineLimits.DEFAULT, TlsObserver.NONE);
    }

    private ByteBuffer flight(TlsServerEngine engine) throws GeneralSecurityException {
        proceed(engine, client.hello());
        return engine.takeOutput();
    }

    private Progress proceed(TlsServerEngine engine, ByteBuffer input)
            throws GeneralSecurityException {
        Progress progress = engine.receive(input, scratch);
        while (true) {
            switch (progress) {
                case Progress.AwaitingConfiguration _ -> progress = engine.configure(configuration);
                case Progress.AwaitingSignature(var request) ->
                        progress = engine.signed(request.sign());
                case Progress.AwaitingDecryption(var request) ->
                        progress = engine.decrypted(request.decrypt());
                case Progress.NeedsInput _ -> {
                    if (!input.hasRemaining()) {
                        return progress;
                    }
                    progress = engine.receive(input, scratch);
                }
                case Progress.Established _ -> {
                    return progress;
                }
                case Progress other -> throw new IllegalStateException(other.toString());
            }
        }
    }

    private static Resumption resumption(CryptoProvider crypto, Tls12Kind kind) {
        InstantSource clock = InstantSource.system();
        return switch (kind) {
            case TICKET ->
                    new Resumption(
                            new TicketKeyRing(crypto, LIFETIME, clock), null, LIFETIME, clock);
            case SESSION_ID -> new Resumption(null, new SessionCache(16), LIFETIME, clock);
            case ECDHE_ECDSA, ECDHE_RSA, DHE_RSA, RSA -> Resumption.NONE;
        };
    }

    private static byte[] keyExchange(@Nullable NamedGroup group, KeyPair keys)
            throws GeneralSecurityException {
        WireWriter out = new WireWriter(300);
        byte[] value = group == null ? encryptedSecret(keys) : ClientShare.of(group);
        out.uint8(HandshakeType.CLIENT_KEY_EXCHANGE.code())
                .vector24(() -> {
                    if (group == NamedGroup.X25519) {
                        out.vector8(() -> out.opaque(value));
                    } else {
                        out.vector16(() -> out.opaque(value));
                    }
                });
        return out.toByteArray();
    }

    private static byte[] encryptedSecret(KeyPair keys) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
        cipher.init(Cipher.ENCRYPT_MODE, keys.getPublic());
        byte[] secret = new byte[48];
        secret[0] = 3;
        secret[1] = 3;
        return cipher.doFinal(secret);
    }

    /// It stands in the ServerHello, behind the version and the random value.
    private static byte[] sessionId(ByteBuffer flight) {
        int offset = flight.arrayOffset() + flight.position() + RecordHeader.LENGTH + 4 + 2 + 32;
        int length = flight.array()[offset];
        return Arrays.copyOfRange(flight.array(), offset + 1, offset + 1 + length);
    }

    /// It stands in the first message of the last flight, behind its lifetime and its length.
    private static byte[] ticket(ByteBuffer last) {
        int offset = last.arrayOffset() + last.position() + TICKET_OFFSET;
        byte[] bytes = last.array();
        int length = (bytes[offset - 2] & 0xff) << 8 | bytes[offset - 1] & 0xff;
        return Arrays.copyOfRange(bytes, offset, offset + length);
    }
}
