package io.sallyport.tls.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.codec.WireReader;
import io.sallyport.tls.codec.WireWriter;
import io.sallyport.tls.codepoint.AlertDescription;
import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.codepoint.ContentType;
import io.sallyport.tls.codepoint.ExtensionType;
import io.sallyport.tls.codepoint.HandshakeType;
import io.sallyport.tls.codepoint.SignatureScheme;
import io.sallyport.tls.message.Alert;
import io.sallyport.tls.message.HandshakeMessage;
import io.sallyport.tls.record.MessageJoiner;
import io.sallyport.tls.testing.TestCrypto;
import io.sallyport.tls.testing.TestServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A TLS 1.2 client that does whatever a test says, in whatever order, to a [TestServer].
///
/// What it sends is well-formed unless the test replaces a part; what the server sends is checked.
public final class Tls12Client {
    private static final int LARGEST_MESSAGE = 1 << 16;

    private final TestServer server;
    private final Hello hello = Hello.tls12();
    private final MessageJoiner joiner = new MessageJoiner(LARGEST_MESSAGE);
    private final ByteArrayOutputStream transcript = new ByteArrayOutputStream();
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final List<AlertDescription> alerts = new ArrayList<>();
    private final List<HandshakeType> messages = new ArrayList<>();
    private byte[] pending = {};
    private @Nullable ServerReply serverHello;
    private @Nullable X509Certificate certificate;
    private @Nullable Tls12KeyExchange keyExchange;
    private @Nullable Tls12Keys keys;
    private @Nullable Tls12Cipher sealer;
    private @Nullable Tls12Cipher opener;
    private byte @Nullable [] ticket;
    private byte @Nullable [] ocspResponse;
    private byte @Nullable [] certificateRequest;

    public Tls12Client(TestServer server) {
        this.server = server;
    }

    /// The hello that is sent next, to be changed before that.
    public Hello hello() {
        return hello;
    }

    public TestServer server() {
        return server;
    }

    public ServerReply serverHello() {
        return Objects.requireNonNull(serverHello, "no ServerHello");
    }

    /// The types of the messages that the server has sent.
    public List<HandshakeType> messages() {
        return messages;
    }

    public List<AlertDescription> alerts() {
        return alerts;
    }

    public X509Certificate certificate() {
        return Objects.requireNonNull(certificate, "no Certificate");
    }

    /// Application data so far.
    public byte[] received() {
        return received.toByteArray();
    }

    public byte[] ticket() {
        return Objects.requireNonNull(ticket, "no NewSessionTicket");
    }

    public byte[] ocspResponse() {
        return Objects.requireNonNull(ocspResponse, "no CertificateStatus");
    }

    public byte[] certificateRequest() {
        return Objects.requireNonNull(certificateRequest, "no CertificateRequest");
    }

    public Tls12Keys keys() {
        return Objects.requireNonNull(keys, "no keys");
    }

    /// Is about to resume another connection's session, by its ticket if it has one, else by its id.
    public Tls12Client resume(Tls12Client other) {
        keys = other.keys();
        if (other.ticket == null) {
            hello.sessionId(other.serverHello().sessionId());
        } else {
            hello.set(ExtensionType.SESSION_TICKET, other.ticket());
        }
        return this;
    }

    /// Offers one suite, and asks for a ticket or not.
    public Tls12Client offering(CipherSuite suite) {
        hello.cipherSuites(suite.code(), 0x00ff);
        return this;
    }

    /// Everything from the hello to the server's Finished.
    public Tls12Client handshake() {
        sendHello();
        if (messages.contains(HandshakeType.SERVER_HELLO_DONE)) {
            sendClientKeyExchange();
        }
        return sendChangeCipherSpec().sendFinished();
    }

    public Tls12Client sendHello() {
        return sendMessage(hello.message());
    }

    /// The certificates of the client, its own first; none if it has none.
    public Tls12Client sendCertificate(X509Certificate... chain) {
        WireWriter out = new WireWriter(2048);
        out.vector24(() -> {
            for (X509Certificate each : chain) {
                out.vector24(() -> out.opaque(encoded(each)));
            }
        });
        return sendMessage(Hello.message(HandshakeType.CERTIFICATE, out.toByteArray()));
    }

    /// The right one for the suite.
    public Tls12Client sendClientKeyExchange() {
        if (serverHello().suite().label().startsWith("TLS_RSA_")) {
            keyExchange = Tls12KeyExchange.encrypted(certificate().getPublicKey(), 0x0303);
        }
        return sendKeyExchange(Objects.requireNonNull(keyExchange, "no ServerKeyExchange"));
    }

    /// One that encrypts a secret with a version in it.
    public Tls12Client sendEncryptedSecret(int version) {
        return sendKeyExchange(Tls12KeyExchange.encrypted(certificate().getPublicKey(), version));
    }

    /// Whatever bytes in place of an encrypted secret.
    ///
    /// @param secret what the client takes to be in it
    public Tls12Client sendEncryptedSecret(byte[] bytes, byte[] secret) {
        return sendKeyExchange(Tls12KeyExchange.encrypted(bytes, secret));
    }

    /// Whatever body.
    public Tls12Client sendClientKeyExchange(byte[] body) {
        return sendMessage(Hello.message(HandshakeType.CLIENT_KEY_EXCHANGE, body));
    }

    /// Proves that the client has a key.
    public Tls12Client sendCertificateVerify(KeyPair key, SignatureScheme scheme) {
        try {
            Signature signature = TestCrypto.signature(scheme);
            signature.initSign(key.getPrivate());
            signature.update(transcript.toByteArray());
            return sendCertificateVerify(scheme.code(), signature.sign());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /// Whatever signature.
    public Tls12Client sendCertificateVerify(int scheme, byte[] signature) {
        WireWriter out = new WireWriter(300);
        out.uint16(scheme).vector16(() -> out.opaque(signature));
        return sendMessage(Hello.message(HandshakeType.CERTIFICATE_VERIFY, out.toByteArray()));
    }

    /// Sends it; what follows is under the keys, if there are any.
    public Tls12Client sendChangeCipherSpec() {
        raw(ScriptedClient.record(20, 0x0303, new byte[] {1}));
        return useKeys();
    }

    /// From now on what is sent is under the keys, if there are any.
    public Tls12Client useKeys() {
        if (keys != null) {
            sealer = keys.clientCipher(hello.random(), serverHello().random());
        }
        return this;
    }

    public Tls12Client sendFinished() {
        return sendMessage(finished());
    }

    /// The right Finished message.
    public byte[] finished() {
        return Hello.message(
                HandshakeType.FINISHED, keys().verifyData("client", transcript.toByteArray()));
    }

    /// A handshake message in one record.
    public Tls12Client sendMessage(byte[] message) {
        transcript.writeBytes(message);
        return send(ContentType.HANDSHAKE, message);
    }

    /// A record under the keys of the moment.
    public Tls12Client send(ContentType type, byte[] content) {
        return raw(seal(type, content));
    }

    /// A record under the keys of the moment, not sent.
    public byte[] seal(ContentType type, byte[] content) {
        return sealer == null
                ? ScriptedClient.record(type.code(), 0x0303, content)
                : sealer.seal(type.code(), content);
    }

    /// Bytes as they are.
    public Tls12Client raw(byte[] bytes) {
        take(server.feed(bytes));
        return this;
    }

    /// Takes what the server sent.
    public Tls12Client take(byte[] bytes) {
        try {
            pending = ScriptedClient.join(pending, bytes);
            while (pending.length >= 5) {
                int length = 5 + ((pending[3] & 0xff) << 8 | pending[4] & 0xff);
                assertThat(pending.length).as("whole records").isGreaterThanOrEqualTo(length);
                byte[] record = Arrays.copyOf(pending, length);
                pending = Arrays.copyOfRange(pending, length, pending.length);
                takeRecord(record);
            }
        } catch (TlsException e) {
            throw new AssertionError(e);
        }
        return this;
    }

    private Tls12Client sendKeyExchange(Tls12KeyExchange exchange) {
        transcript.writeBytes(exchange.message());
        byte[] random = hello.random();
        CipherSuite suite = serverHello().suite();
        boolean extended =
                serverHello().extensions().containsKey(ExtensionType.EXTENDED_MASTER_SECRET.code());
        keys =
                extended
                        ? Tls12Keys.extended(
                                suite, exchange.preMasterSecret(), transcript.toByteArray())
                        : Tls12Keys.of(
                                suite, exchange.preMasterSecret(), random, serverHello().random());
        return send(ContentType.HANDSHAKE, exchange.message());
    }

    private void takeRecord(byte[] record) throws TlsException {
        ContentType type = Objects.requireNonNull(ContentType.find(record[0]));
        if (type == ContentType.CHANGE_CIPHER_SPEC) {
            assertThat(record).isEqualTo(new byte[] {20, 3, 3, 0, 1, 1});
            assertThat(joiner.isEmpty()).as("between messages").isTrue();
            opener = keys().serverCipher(hello.random(), serverHello().random());
            return;
        }
        byte[] content =
                opener == null ? Arrays.copyOfRange(record, 5, record.length) : opener.open(record);
        switch (type) {
            case HANDSHAKE -> {
                joiner.add(content, 0, content.length);
                HandshakeMessage message = joiner.next();
                while (message != null) {
                    takeMessage(message);
                    message = joiner.next();
                }
            }
            case ALERT ->
                    alerts.add(
                            Objects.requireNonNull(
                                    Alert.read(content, 0, content.length).description()));
            case APPLICATION_DATA -> received.writeBytes(content);
            case CHANGE_CIPHER_SPEC -> throw new AssertionError("taken before");
        }
    }

    private void takeMessage(HandshakeMessage message) throws TlsException {
        HandshakeType type = Objects.requireNonNull(message.type());
        messages.add(type);
        byte[] before = transcript.toByteArray();
        transcript.writeBytes(message.bytes());
        WireReader body = message.body();
        switch (type) {
            case SERVER_HELLO -> serverHello = ServerReply.read(message);
            case CERTIFICATE ->
                    certificate = parse(body.vector24(1, 0xffffff).vector24(1, 0xffffff));
            case CERTIFICATE_STATUS -> {
                assertThat(body.uint8()).isOne();
                ocspResponse = body.vector24(1, 0xffffff).rest();
            }
            case SERVER_KEY_EXCHANGE -> takeKeyExchange(body);
            case CERTIFICATE_REQUEST -> certificateRequest = body.rest();
            case SERVER_HELLO_DONE -> body.finish();
            case NEW_SESSION_TICKET -> {
                body.uint32();
                ticket = body.vector16(0, 0xffff).rest();
            }
            case FINISHED -> assertThat(body.rest()).isEqualTo(keys().verifyData("server", before));
            default -> throw new AssertionError("a server sent " + message.label());
        }
    }

    private void takeKeyExchange(WireReader body) throws TlsException {
        byte[] randoms = ScriptedClient.join(hello.random(), serverHello().random());
        keyExchange =
                serverHello().suite().keyExchange().isElliptic()
                        ? Tls12KeyExchange.elliptic(body, randoms, certificate().getPublicKey())
                        : Tls12KeyExchange.finite(body, randoms, certificate().getPublicKey());
    }

    private static X509Certificate parse(WireReader entry) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(entry.rest()));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
