package io.sallyport.tls.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.codec.WireWriter;
import io.sallyport.tls.codepoint.AlertDescription;
import io.sallyport.tls.codepoint.ContentType;
import io.sallyport.tls.codepoint.ExtensionType;
import io.sallyport.tls.codepoint.HandshakeType;
import io.sallyport.tls.codepoint.HashAlgorithm;
import io.sallyport.tls.codepoint.NamedGroup;
import io.sallyport.tls.codepoint.SignatureScheme;
import io.sallyport.tls.keys.Binders;
import io.sallyport.tls.message.Alert;
import io.sallyport.tls.message.EndOfEarlyData;
import io.sallyport.tls.message.KeyUpdate;
import io.sallyport.tls.testing.DhKey;
import io.sallyport.tls.testing.SeededRandom;
import io.sallyport.tls.testing.TestCrypto;
import io.sallyport.tls.testing.TestServer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/// A TLS 1.3 client that does whatever a test says, in whatever order, to a [TestServer].
///
/// What it sends is well-formed unless the test replaces a part; what the server sends is checked as
/// strictly as it can be, by [ServerFlights]. The same calls lead to the same bytes each time.
public final class ScriptedClient {
    private static final int CHANGE_CIPHER_SPEC = ContentType.CHANGE_CIPHER_SPEC.code();

    private final TestServer server;
    private final DhKey x25519;
    private final DhKey p256;
    private final ServerFlights flights;
    private Hello hello;
    private boolean sentHello;
    private List<ClientTicket> offered = List.of();
    private long ticketAge;

    public ScriptedClient(TestServer server) {
        this.server = server;
        SeededRandom random = new SeededRandom(1);
        this.x25519 = DhKey.generate(NamedGroup.X25519, random);
        this.p256 = DhKey.generate(NamedGroup.SECP256R1, random);
        this.flights = new ServerFlights(List.of(x25519, p256));
        this.hello = Hello.with(x25519);
    }

    /// The hello that is sent next, to be changed before that. It has a share for X25519.
    public Hello hello() {
        return hello;
    }

    public DhKey x25519() {
        return x25519;
    }

    public DhKey p256() {
        return p256;
    }

    /// What the server has sent so far.
    public ServerFlights flights() {
        return flights;
    }

    public TestServer server() {
        return server;
    }

    /// Offers to resume by these tickets, and to take others.
    public ScriptedClient offer(ClientTicket... tickets) {
        offered = List.of(tickets);
        return takingTickets();
    }

    /// Offers to resume by a ticket, and announces early data.
    public ScriptedClient offerEarly(ClientTicket ticket) {
        hello.set(ExtensionType.EARLY_DATA, new byte[0]);
        return offer(ticket);
    }

    /// Says that its tickets are this old.
    public ScriptedClient claimingAge(Duration age) {
        ticketAge = age.toMillis();
        return this;
    }

    /// Sends early data in one record.
    public ScriptedClient sendEarly(byte[] data) {
        return raw(sealEarly(ContentType.APPLICATION_DATA, data));
    }

    /// A record under the keys for early data, not sent.
    public byte[] sealEarly(ContentType type, byte[] content) {
        byte[] inner = Arrays.copyOf(content, content.length + 1);
        inner[content.length] = (byte) type.code();
        return flights.earlySealer().seal(inner);
    }

    /// Says that there is no more early data.
    public ScriptedClient endEarlyData() {
        return raw(sealEarly(ContentType.HANDSHAKE, EndOfEarlyData.encoded()));
    }

    /// Takes tickets for connections with a key exchange of their own.
    public ScriptedClient takingTickets() {
        hello.set(ExtensionType.PSK_KEY_EXCHANGE_MODES, hex("01 01"));
        return this;
    }

    /// Sends [#hello] in one record.
    public ScriptedClient sendHello() {
        byte[] message = beginHello();
        return raw(record(ContentType.HANDSHAKE.code(), sentHello ? 0x0303 : 0x0301, message));
    }

    /// Counts [#hello] as sent, for a test that sends its bytes in its own way.
    ///
    /// @return the handshake message
    public byte[] beginHello() {
        byte[] message = offered.isEmpty() ? hello.message() : messageWithBinders();
        flights.sent(message);
        sentHello = true;
        return message;
    }

    /// The hello with `pre_shared_key` at its end, the binders made over all that goes before them.
    private byte[] messageWithBinders() {
        WireWriter binders = new WireWriter(64);
        offered.forEach(
                ticket -> binders.vector8(() -> binders.opaque(new byte[hashLength(ticket)])));
        WireWriter offer = new WireWriter(512);
        offer.vector16(() ->
                offered.forEach(ticket -> {
                    offer.vector16(() -> offer.opaque(ticket.ticket()));
                    int age = ticket.obfuscatedAge(ticketAge);
                    offer.uint16(age >>> 16).uint16(age & 0xffff);
                }));
        offer.vector16(() -> offer.opaque(binders.toByteArray()));
        hello.without(ExtensionType.PRE_SHARED_KEY)
                .append(ExtensionType.PRE_SHARED_KEY.code(), offer.toByteArray());
        byte[] message = hello.message();
        int end = message.length - binders.length();
        for (ClientTicket ticket : offered) {
            byte[] binder = binder(message, binders.length() + 2, ticket);
            System.arraycopy(binder, 0, message, end + 1, binder.length);
            end += 1 + binder.length;
        }
        flights.offering(offered);
        return message;
    }

    private byte[] binder(byte[] message, int bindersLength, ClientTicket ticket) {
        HashAlgorithm algorithm = ticket.suite().hash();
        return Binders.of(
                TestServer.CRYPTO,
                algorithm,
                ticket.preSharedKey(),
                flights.bound(message, bindersLength, algorithm));
    }

    private static int hashLength(ClientTicket ticket) {
        return ticket.suite().hash().length();
    }

    /// Makes [#hello] what answers a HelloRetryRequest: the same with the share asked for, without
    /// early data.
    public ScriptedClient followRetry() {
        byte[] selected = flights.retry().extensions().get(ExtensionType.KEY_SHARE.code());
        int group = (selected[0] & 0xff) << 8 | selected[1] & 0xff;
        hello =
                hello.copy()
                        .without(ExtensionType.EARLY_DATA)
                        .shares(group == NamedGroup.X25519.code() ? x25519 : p256);
        return this;
    }

    /// Hello, another one if the server asks for it, Finished.
    public ScriptedClient handshake() {
        sendHello();
        if (flights.isRetryPending()) {
            followRetry().sendHello();
        }
        return sendFinished();
    }

    /// Sends a Certificate with these certificates, its own first; with none, it says that it has none.
    public ScriptedClient sendCertificate(X509Certificate... chain) {
        WireWriter body = new WireWriter(1024);
        body.uint8(0);
        body.vector24(() -> {
            for (X509Certificate each : chain) {
                byte[] encoded = encoded(each);
                body.vector24(() -> body.opaque(encoded)).uint16(0);
            }
        });
        return sendMessage(Hello.message(HandshakeType.CERTIFICATE, body.toByteArray()));
    }

    /// Sends the proof that it has a key.
    public ScriptedClient sendCertificateVerify(KeyPair keys, SignatureScheme scheme) {
        try {
            Signature signature = TestCrypto.signature(scheme);
            signature.initSign(keys.getPrivate());
            signature.update(flights.clientProof());
            byte[] proof = signature.sign();
            WireWriter body = new WireWriter(512);
            body.uint16(scheme).vector16(() -> body.opaque(proof));
            return sendMessage(Hello.message(HandshakeType.CERTIFICATE_VERIFY, body.toByteArray()));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /// Sends any message of the handshake, and counts it as part of that.
    public ScriptedClient sendMessage(byte[] message) {
        byte[] record = seal(ContentType.HANDSHAKE, message);
        flights.sending(message);
        return raw(record);
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /// Sends the right Finished in a record of its own; what follows is under the application's keys.
    public ScriptedClient sendFinished() {
        byte[] record = seal(ContentType.HANDSHAKE, finished());
        flights.finish();
        return raw(record);
    }

    /// The right Finished message.
    public byte[] finished() {
        return Hello.message(HandshakeType.FINISHED, flights.clientVerifyData());
    }

    /// Counts the Finished as sent, for a test that sends it in its own way.
    public ScriptedClient beginApplicationData() {
        flights.finish();
        return this;
    }

    /// Sends application data in one record.
    public ScriptedClient send(byte[] data) {
        return send(ContentType.APPLICATION_DATA, data);
    }

    /// Sends a record under the keys of the moment.
    public ScriptedClient send(ContentType type, byte[] content) {
        return raw(seal(type, content));
    }

    /// Sends an alert under the keys of the moment.
    public ScriptedClient alert(int level, int code) {
        return send(ContentType.ALERT, new byte[] {(byte) level, (byte) code});
    }

    public ScriptedClient alert(AlertDescription description) {
        return send(ContentType.ALERT, Alert.of(description).encoded());
    }

    /// Sends a KeyUpdate and changes the sending key.
    public ScriptedClient keyUpdate(boolean updateRequested) {
        byte[] record = seal(ContentType.HANDSHAKE, new KeyUpdate(updateRequested).encoded());
        flights.updateOwnKeys();
        return raw(record);
    }

    /// Sends a protected record with any inner plaintext.
    public ScriptedClient sendInner(byte[] inner) {
        return raw(flights.sealer().seal(inner));
    }

    /// A protected record under the keys of the moment, not sent.
    public byte[] seal(ContentType type, byte[] content) {
        byte[] inner = Arrays.copyOf(content, content.length + 1);
        inner[content.length] = (byte) type.code();
        return flights.sealer().seal(inner);
    }

    /// Sends a record in the clear.
    public ScriptedClient sendPlain(ContentType type, byte[] content) {
        return raw(record(type.code(), 0x0303, content));
    }

    /// Sends the change_cipher_spec of middlebox compatibility.
    public ScriptedClient changeCipherSpec() {
        return raw(record(CHANGE_CIPHER_SPEC, 0x0303, new byte[] {1}));
    }

    /// Sends any bytes, in one piece, and takes the answer.
    public ScriptedClient raw(byte[] bytes) {
        take(server.feed(bytes));
        return this;
    }

    /// Takes what the server sent on its own.
    public ScriptedClient take(byte[] fromServer) {
        try {
            flights.take(fromServer);
        } catch (TlsException e) {
            throw new AssertionError("the server sent what cannot be read: " + e.failure(), e);
        }
        return this;
    }

    /// The alerts that the server has sent.
    public List<AlertDescription> alerts() {
        return flights.alerts();
    }

    /// Insists that the handshake is done on both sides.
    public ScriptedClient requireEstablished() {
        assertThat(server.failure()).isNull();
        assertThat(server.isEstablished()).isTrue();
        return this;
    }

    /// Any record in the clear.
    public static byte[] record(int type, int version, byte[] content) {
        byte[] record = new byte[5 + content.length];
        record[0] = (byte) type;
        record[1] = (byte) (version >>> 8);
        record[2] = (byte) version;
        record[3] = (byte) (content.length >>> 8);
        record[4] = (byte) content.length;
        System.arraycopy(content, 0, record, 5, content.length);
        return record;
    }

    /// The bytes of a hexadecimal number, in which spaces do not count.
    public static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replace(" ", ""));
    }

    /// All bytes in one array.
    public static byte[] join(byte[]... parts) {
        List<byte[]> list = new ArrayList<>(List.of(parts));
        byte[] joined = new byte[list.stream().mapToInt(part -> part.length).sum()];
        int end = 0;
        for (byte[] part : list) {
            System.arraycopy(part, 0, joined, end, part.length);
            end += part.length;
        }
        return joined;
    }
}
