package io.sallyport.tls.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.codec.WireReader;
import io.sallyport.tls.codepoint.AlertDescription;
import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.codepoint.ContentType;
import io.sallyport.tls.codepoint.ExtensionType;
import io.sallyport.tls.codepoint.HandshakeType;
import io.sallyport.tls.codepoint.HashAlgorithm;
import io.sallyport.tls.codepoint.SignatureScheme;
import io.sallyport.tls.crypto.CryptoProvider;
import io.sallyport.tls.crypto.Secret;
import io.sallyport.tls.keys.ApplicationSecrets;
import io.sallyport.tls.keys.EarlySecrets;
import io.sallyport.tls.keys.HandshakeSecrets;
import io.sallyport.tls.keys.ResumptionSecret;
import io.sallyport.tls.keys.TrafficSecret;
import io.sallyport.tls.keys.Transcript;
import io.sallyport.tls.message.Alert;
import io.sallyport.tls.message.CertificateVerify;
import io.sallyport.tls.message.EndOfEarlyData;
import io.sallyport.tls.message.HandshakeMessage;
import io.sallyport.tls.message.KeyUpdate;
import io.sallyport.tls.record.MessageJoiner;
import io.sallyport.tls.testing.DhKey;
import io.sallyport.tls.testing.TestCrypto;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a server sends, as a client takes it: records opened, messages checked in order and content,
/// signature and Finished verified. Whatever is wrong is an [AssertionError].
public final class ServerFlights {
    private static final int LARGEST_MESSAGE = 1 << 16;

    private static final HandshakeType[] FULL_FLIGHT = {
        HandshakeType.SERVER_HELLO,
        HandshakeType.ENCRYPTED_EXTENSIONS,
        HandshakeType.CERTIFICATE,
        HandshakeType.CERTIFICATE_VERIFY,
        HandshakeType.FINISHED
    };

    private static final HandshakeType[] ASKING_FLIGHT = {
        HandshakeType.SERVER_HELLO,
        HandshakeType.ENCRYPTED_EXTENSIONS,
        HandshakeType.CERTIFICATE_REQUEST,
        HandshakeType.CERTIFICATE,
        HandshakeType.CERTIFICATE_VERIFY,
        HandshakeType.FINISHED
    };

    private static final HandshakeType[] RESUMED_FLIGHT = {
        HandshakeType.SERVER_HELLO, HandshakeType.ENCRYPTED_EXTENSIONS, HandshakeType.FINISHED
    };

    private final CryptoProvider crypto = new TestCrypto();
    private final List<DhKey> keys;
    private final MessageJoiner joiner = new MessageJoiner(LARGEST_MESSAGE);
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final List<AlertDescription> alerts = new ArrayList<>();
    private final List<SeenRecord> records = new ArrayList<>();
    private final List<HandshakeType> messages = new ArrayList<>();
    private final List<KeyUpdate> keyUpdates = new ArrayList<>();
    private byte[] pending = {};
    private byte @Nullable [] clientHello;
    private byte @Nullable [] firstHello;
    private @Nullable ServerReply retry;
    private @Nullable ServerReply serverHello;
    private @Nullable Transcript transcript;
    private @Nullable HandshakeSecrets handshakeSecrets;
    private @Nullable ApplicationSecrets applicationSecrets;
    private @Nullable TrafficSecret ourSecret;
    private @Nullable TrafficSecret theirSecret;
    private @Nullable RecordCipher opener;
    private @Nullable RecordCipher sealer;
    private Map<Integer, byte[]> encryptedExtensions = Map.of();
    private List<X509Certificate> certificates = List.of();
    private final List<Map<Integer, byte[]>> certificateExtensions = new ArrayList<>();
    private @Nullable SignatureScheme scheme;
    private byte @Nullable [] hashBeforeOurs;
    private byte @Nullable [] certificateRequest;
    private @Nullable RecordCipher earlySealer;
    private List<ClientTicket> offered = List.of();
    private final List<ClientTicket> tickets = new ArrayList<>();
    private @Nullable ResumptionSecret resumptionSecret;

    /// A record as it came.
    ///
    /// @param outer the type on the wire
    /// @param inner the type of the content, the same unless the record was protected
    /// @param length of the content, without padding
    public record SeenRecord(int outer, int inner, int length) {}

    /// @param keys whose shares the client may have offered
    public ServerFlights(List<DhKey> keys) {
        this.keys = keys;
    }

    /// Takes note of a ClientHello that goes out.
    void sent(byte[] hello) {
        firstHello = clientHello;
        clientHello = hello;
        if (!offered.isEmpty()) {
            CipherSuite suite = offered.getFirst().suite();
            Transcript early = Transcript.empty(crypto, suite.hash());
            early.add(hello, 0, hello.length);
            earlySealer = new RecordCipher(early(offered.getFirst()).client(suite, early.hash()));
        }
    }

    /// The client's protection of early data.
    RecordCipher earlySealer() {
        return Objects.requireNonNull(earlySealer, "no ticket was offered");
    }

    public boolean isEarlyDataAccepted() {
        return encryptedExtensions.containsKey(ExtensionType.EARLY_DATA.code());
    }

    /// Takes what came, in pieces of any size.
    public void take(byte[] bytes) throws TlsException {
        pending = ScriptedClient.join(pending, bytes);
        while (pending.length >= 5) {
            int length = 5 + ((pending[3] & 0xff) << 8 | pending[4] & 0xff);
            if (pending.length < length) {
                return;
            }
            byte[] record = Arrays.copyOf(pending, length);
            pending = Arrays.copyOfRange(pending, length, pending.length);
            takeRecord(record);
        }
    }

    /// Whether HelloRetryRequest has come and was not followed by ServerHello.
    public boolean isRetryPending() {
        return retry != null && serverHello == null;
    }

    public ServerReply retry() {
        return Objects.requireNonNull(retry, "no HelloRetryRequest");
    }

    public ServerReply serverHello() {
        return Objects.requireNonNull(serverHello, "no ServerHello");
    }

    public boolean hasServerHello() {
        return serverHello != null;
    }

    public Map<Integer, byte[]> encryptedExtensions() {
        return encryptedExtensions;
    }

    public X509Certificate certificate() {
        return certificates.getFirst();
    }

    /// Those of each certificate's entry.
    public List<Map<Integer, byte[]>> certificateExtensions() {
        return certificateExtensions;
    }

    public SignatureScheme scheme() {
        return Objects.requireNonNull(scheme, "no CertificateVerify");
    }

    public List<AlertDescription> alerts() {
        return alerts;
    }

    public List<SeenRecord> records() {
        return records;
    }

    public List<HandshakeType> messages() {
        return messages;
    }

    /// The tickets that came.
    public List<ClientTicket> tickets() {
        return tickets;
    }

    public boolean isResumed() {
        return serverHello().extensions().containsKey(ExtensionType.PRE_SHARED_KEY.code());
    }

    /// Takes note of the tickets that the next ClientHello offers.
    void offering(List<ClientTicket> offers) {
        offered = offers;
    }

    /// What a binder is over (RFC 9846, section 4.3.11.2).
    ///
    /// @param hello that is about to be sent
    /// @param bindersLength of its end
    byte[] bound(byte[] hello, int bindersLength, HashAlgorithm algorithm) {
        try {
            Transcript before = Transcript.empty(crypto, algorithm);
            if (retry != null) {
                byte[] first = Objects.requireNonNull(clientHello);
                before = Transcript.ofRetry(crypto, algorithm, HandshakeMessage.owning(first));
                before.add(retryMessage());
            }
            return before.addBound(HandshakeMessage.owning(hello), bindersLength);
        } catch (TlsException e) {
            throw new AssertionError(e);
        }
    }

    public List<KeyUpdate> keyUpdates() {
        return keyUpdates;
    }

    /// Application data so far.
    public byte[] received() {
        return received.toByteArray();
    }

    /// The client's protection of the moment.
    RecordCipher sealer() {
        return Objects.requireNonNull(sealer, "no keys yet");
    }

    /// The client's secrets of the handshake.
    public HandshakeSecrets handshakeSecrets() {
        return Objects.requireNonNull(handshakeSecrets, "no ServerHello");
    }

    public ApplicationSecrets applicationSecrets() {
        return Objects.requireNonNull(applicationSecrets, "no Finished");
    }

    byte[] clientVerifyData() {
        return handshakeSecrets()
                .client()
                .verifyData(Objects.requireNonNull(hashBeforeOurs, "no Finished"));
    }

    /// Takes note of a message of the client's that is no hello and no Finished.
    void sending(byte[] message) {
        transcript().add(message, 0, message.length);
        hashBeforeOurs = transcript().hash();
    }

    /// Makes the client believe in another handshake than it has seen.
    public void distort() {
        sending(new byte[] {0, 0, 0, 0});
    }

    /// What the client's proof has to be over.
    byte[] clientProof() {
        return CertificateVerify.clientContent(transcript().hash());
    }

    /// The body of the server's CertificateRequest.
    public byte[] certificateRequest() {
        return Objects.requireNonNull(certificateRequest, "no CertificateRequest");
    }

    private void foreseeFinished() {
        byte[] ours = Hello.message(HandshakeType.FINISHED, clientVerifyData());
        transcript().add(ours, 0, ours.length);
        resumptionSecret = applicationSecrets().resumption(transcript().hash());
    }

    /// From now on the client sends under its application keys.
    void finish() {
        if (resumptionSecret == null) {
            foreseeFinished();
        }
        ourSecret = applicationSecrets().client();
        sealer = new RecordCipher(ourSecret);
    }

    /// From now on the client sends under the keys that follow a KeyUpdate.
    public void updateOwnKeys() {
        ourSecret = Objects.requireNonNull(ourSecret).next();
        sealer = new RecordCipher(ourSecret);
    }

    private void takeRecord(byte[] record) throws TlsException {
        int outer = record[0] & 0xff;
        assertThat(record[1]).as("version").isEqualTo((byte) 3);
        assertThat(record[2]).as("version").isEqualTo((byte) 3);
        if (outer == ContentType.CHANGE_CIPHER_SPEC.code()) {
            assertThat(record).endsWith(0, 1, 1).hasSize(6);
            records.add(new SeenRecord(outer, outer, 1));
            return;
        }
        byte[] content = Arrays.copyOfRange(record, 5, record.length);
        int inner = outer;
        if (opener != null) {
            assertThat(outer).isEqualTo(ContentType.APPLICATION_DATA.code());
            byte[] plaintext = opener.open(record);
            int end = plaintext.length - 1;
            while (plaintext[end] == 0) {
                end--;
            }
            inner = plaintext[end];
            content = Arrays.copyOf(plaintext, end);
        }
        assertThat(content.length).isLessThanOrEqualTo(1 << 14);
        records.add(new SeenRecord(outer, inner, content.length));
        takeContent(Objects.requireNonNull(ContentType.find(inner)), content);
    }

    private void takeContent(ContentType type, byte[] content) throws TlsException {
        if (type != ContentType.HANDSHAKE) {
            assertThat(joiner.isEmpty()).as("between messages").isTrue();
        }
        switch (type) {
            case HANDSHAKE -> {
                joiner.add(content, 0, content.length);
                HandshakeMessage message = joiner.next();
                while (message != null) {
                    takeMessage(message);
                    message = joiner.next();
                }
            }
            case ALERT -> takeAlert(Alert.read(content, 0, content.length));
            case APPLICATION_DATA -> {
                assertThat(applicationSecrets).as("Finished before data").isNotNull();
                received.writeBytes(content);
            }
            case CHANGE_CIPHER_SPEC -> throw new AssertionError("protected change_cipher_spec");
        }
    }

    private void takeAlert(Alert alert) {
        AlertDescription description = Objects.requireNonNull(alert.description());
        assertThat(alert).isEqualTo(Alert.of(description));
        alerts.add(description);
    }

    private void takeMessage(HandshakeMessage message) throws TlsException {
        HandshakeType type = Objects.requireNonNull(message.type());
        messages.add(type);
        switch (type) {
            case SERVER_HELLO -> takeReply(message);
            case ENCRYPTED_EXTENSIONS -> {
                WireReader body = message.body();
                encryptedExtensions = ServerReply.extensions(body.vector16(0, 0xffff));
                body.finish();
                transcript().add(message);
            }
            case CERTIFICATE_REQUEST -> {
                certificateRequest = message.body().rest();
                transcript().add(message);
            }
            case CERTIFICATE -> {
                certificates = certificates(message.body());
                transcript().add(message);
            }
            case CERTIFICATE_VERIFY -> {
                verifySignature(message.body());
                transcript().add(message);
            }
            case FINISHED -> takeFinished(message);
            case NEW_SESSION_TICKET ->
                    tickets.add(
                            ClientTicket.read(
                                    message,
                                    serverHello().suite(),
                                    Objects.requireNonNull(resumptionSecret, "no Finished")));
            case KEY_UPDATE -> takeKeyUpdate(KeyUpdate.read(message));
            default -> throw new AssertionError("a server sent " + message.label());
        }
    }

    private void takeReply(HandshakeMessage message) throws TlsException {
        assertThat(serverHello).isNull();
        ServerReply reply = ServerReply.read(message);
        HandshakeMessage hello = HandshakeMessage.owning(Objects.requireNonNull(clientHello));
        if (reply.isRetry()) {
            assertThat(retry).isNull();
            retry = reply;
            return;
        }
        if (retry == null) {
            transcript = Transcript.of(crypto, reply.suite().hash(), hello);
        } else {
            assertThat(reply.suite()).isEqualTo(retry.suite());
            HandshakeMessage first = HandshakeMessage.owning(Objects.requireNonNull(firstHello));
            transcript = Transcript.ofRetry(crypto, reply.suite().hash(), first);
            transcript.add(retryMessage());
            transcript.add(hello);
        }
        transcript.add(message);
        serverHello = reply;
        agree(reply);
    }

    private HandshakeMessage retryMessage() throws TlsException {
        return HandshakeMessage.owning(retry().message());
    }

    private void agree(ServerReply reply) throws TlsException {
        assertThat(joiner.isEmpty()).as("ServerHello ends its record").isTrue();
        Secret shared = sharedSecret(reply);
        handshakeSecrets =
                isResumed()
                        ? HandshakeSecrets.of(
                                crypto, reply.suite(), early(reply), shared, transcript().hash())
                        : HandshakeSecrets.of(crypto, reply.suite(), shared, transcript().hash());
        opener = new RecordCipher(handshakeSecrets.server());
        sealer = new RecordCipher(handshakeSecrets.client());
    }

    /// Zeros if the session is resumed without a key exchange.
    private Secret sharedSecret(ServerReply reply) throws TlsException {
        byte[] extension = reply.extensions().get(ExtensionType.KEY_SHARE.code());
        if (extension == null && isResumed()) {
            return Secret.owning(new byte[reply.suite().hash().length()]);
        }
        WireReader share = WireReader.of(Objects.requireNonNull(extension));
        int group = share.uint16();
        byte[] theirShare = share.vector16(1, 0xffff).rest();
        share.finish();
        DhKey key = keys.stream().filter(k -> k.group().code() == group).findFirst().orElseThrow();
        return Secret.owning(key.agree(theirShare));
    }

    private EarlySecrets early(ServerReply reply) throws TlsException {
        WireReader selected =
                WireReader.of(
                        Objects.requireNonNull(
                                reply.extensions().get(ExtensionType.PRE_SHARED_KEY.code())));
        ClientTicket ticket = offered.get(selected.uint16());
        selected.finish();
        assertThat(reply.suite().hash()).isEqualTo(ticket.suite().hash());
        return early(ticket);
    }

    private EarlySecrets early(ClientTicket ticket) {
        return EarlySecrets.of(
                crypto,
                ticket.suite().hash(),
                Secret.owning(ticket.preSharedKey().bytes().clone()));
    }

    private void takeFinished(HandshakeMessage message) throws TlsException {
        assertThat(messages)
                .endsWith(
                        isResumed()
                                ? RESUMED_FLIGHT
                                : certificateRequest == null ? FULL_FLIGHT : ASKING_FLIGHT);
        assertThat(message.body().rest())
                .isEqualTo(handshakeSecrets().server().verifyData(transcript().hash()));
        assertThat(joiner.isEmpty()).as("Finished ends its record").isTrue();
        transcript().add(message);
        applicationSecrets = handshakeSecrets().application(transcript().hash());
        if (isEarlyDataAccepted()) {
            sending(EndOfEarlyData.encoded());
        }
        hashBeforeOurs = transcript().hash();
        if (certificateRequest == null) {
            foreseeFinished();
        }
        theirSecret = applicationSecrets.server();
        opener = new RecordCipher(theirSecret);
    }

    private void takeKeyUpdate(KeyUpdate update) {
        assertThat(joiner.isEmpty()).as("KeyUpdate ends its record").isTrue();
        keyUpdates.add(update);
        theirSecret = Objects.requireNonNull(theirSecret).next();
        opener = new RecordCipher(theirSecret);
    }

    private void verifySignature(WireReader body) throws TlsException {
        scheme = Objects.requireNonNull(SignatureScheme.find(body.uint16()));
        byte[] bytes = body.vector16(1, 0xffff).rest();
        body.finish();
        try {
            Signature signature = TestCrypto.signature(scheme);
            signature.initVerify(certificate().getPublicKey());
            signature.update(CertificateVerify.serverContent(transcript().hash()));
            assertThat(signature.verify(bytes)).as("signature").isTrue();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private List<X509Certificate> certificates(WireReader body) throws TlsException {
        List<X509Certificate> certificates = new ArrayList<>();
        assertThat(body.uint8()).as("request context").isZero();
        WireReader list = body.vector24(1, 0xffffff);
        body.finish();
        while (list.remaining() > 0) {
            byte[] der = list.vector24(1, 0xffffff).rest();
            certificateExtensions.add(ServerReply.extensions(list.vector16(0, 0xffff)));
            try {
                certificates.add(
                        (X509Certificate)
                                CertificateFactory.getInstance("X.509")
                                        .generateCertificate(new ByteArrayInputStream(der)));
            } catch (GeneralSecurityException e) {
                throw new AssertionError(e);
            }
        }
        return certificates;
    }

    private Transcript transcript() {
        return Objects.requireNonNull(transcript, "no ServerHello");
    }
}
