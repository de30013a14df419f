package io.sallyport.tls.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.codepoint.ContentType;
import io.sallyport.tls.codepoint.HandshakeType;
import io.sallyport.tls.crypto.CryptoProvider;
import io.sallyport.tls.crypto.Hkdf;
import io.sallyport.tls.crypto.Secret;
import io.sallyport.tls.crypto.choice.CryptoVendor;
import io.sallyport.tls.crypto.choice.SelectedCryptoProvider;
import io.sallyport.tls.message.ClientHello;
import io.sallyport.tls.message.HandshakeMessage;
import io.sallyport.tls.policy.EngineLimits;
import io.sallyport.tls.record.InboundRecords;
import io.sallyport.tls.record.RecordOpener;
import io.sallyport.tls.record.RecordScratch;
import io.sallyport.tls.record.RecordSealer;
import io.sallyport.tls.record.Tls13RecordOpener;
import io.sallyport.tls.record.Tls13RecordSealer;
import io.sallyport.tls.testing.Requirement;
import io.sallyport.tls.testing.TestCrypto;
import io.sallyport.tls.testing.Trace;
import io.sallyport.tls.testing.TrackingCrypto;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Key schedule, transcript and records, number by number, against the published handshakes of RFC 8448:
/// a plain one, one with HelloRetryRequest, one with middlebox compatibility. For that which resumes see
/// [Rfc8448ResumptionTest]; that which shows a client certificate adds nothing to the key schedule.
class Rfc8448Test {
    private static final CipherSuite SUITE = CipherSuite.TLS_AES_128_GCM_SHA256;
    private static final long NO_LIMIT = Long.MAX_VALUE;

    private static final List<CryptoProvider> PROVIDERS =
            List.of(
                    new TestCrypto(),
                    SelectedCryptoProvider.preferring(List.of(CryptoVendor.JDK)),
                    SelectedCryptoProvider.preferring(List.of(CryptoVendor.BOUNCYCASTLE)));

    static Stream<Arguments> tracesAndProviders() {
        return Stream.of("simple", "retry", "compat")
                .flatMap(name -> PROVIDERS.stream().map(crypto -> Arguments.of(name, crypto)));
    }

    @ParameterizedTest
    @MethodSource("tracesAndProviders")
    @Requirement("RFC 9846, 4.1 message_hash")
    void hashesTheTranscript(String name, CryptoProvider crypto) throws Exception {
        Trace trace = Trace.rfc8448(name);
        Transcript transcript = upToServerHello(trace, crypto);

        assertThat(transcript.hash()).isEqualTo(trace.bytes("hash_to_server_hello"));
        byte[] flight = trace.bytes("server_flight");
        transcript.add(flight, 0, flight.length);
        assertThat(transcript.hash()).isEqualTo(trace.bytes("hash_to_server_finished"));
    }

    @ParameterizedTest
    @MethodSource("tracesAndProviders")
    @Requirement("RFC 9846, 7.1 key schedule")
    void derivesTheSecrets(String name, CryptoProvider crypto) {
        Trace trace = Trace.rfc8448(name);

        HandshakeSecrets handshake = handshakeSecrets(trace, crypto);
        ApplicationSecrets application =
                handshake.application(trace.bytes("hash_to_server_finished"));

        assertThat(handshake.client().secret())
                .isEqualTo(secret(trace, "client_handshake_traffic"));
        assertThat(handshake.server().secret())
                .isEqualTo(secret(trace, "server_handshake_traffic"));
        assertThat(application.client().secret())
                .isEqualTo(secret(trace, "client_application_traffic"));
        assertThat(application.server().secret())
                .isEqualTo(secret(trace, "server_application_traffic"));
        assertThat(application.exporter().secret()).isEqualTo(secret(trace, "exporter_secret"));
    }

    @ParameterizedTest
    @MethodSource("tracesAndProviders")
    void goesThroughTheStagesBetween(String name, CryptoProvider crypto) {
        Trace trace = Trace.rfc8448(name);
        TrackingCrypto tracking = new TrackingCrypto(crypto);

        handshakeSecrets(trace, tracking).application(trace.bytes("hash_to_server_finished"));

        assertThat(tracking.salts())
                .contains(trace.bytes("derived_from_early"), trace.bytes("derived_from_handshake"));
        assertThat(tracking.history())
                .contains(trace.bytes("handshake_secret"), trace.bytes("main_secret"));
        Hkdf hkdf = crypto.hkdf(SUITE.hash());
        assertThat(hkdf.extract(new byte[32], new byte[32]))
                .isEqualTo(secret(trace, "early_secret"));
    }

    @ParameterizedTest
    @MethodSource("tracesAndProviders")
    @Requirement("RFC 9846, 7.3 keys")
    void derivesTheKeys(String name, CryptoProvider crypto) {
        Trace trace = Trace.rfc8448(name);
        for (String stage :
                List.of(
                        "server_handshake",
                        "client_handshake",
                        "server_application",
                        "client_application")) {
            TrackingCrypto tracking = new TrackingCrypto(crypto);

            TrafficKeys keys =
                    TrafficSecrets.of(tracking, SUITE, trace.bytes(stage + "_traffic")).keys();

            assertThat(keys.iv()).isEqualTo(trace.bytes(stage + "_iv"));
            assertThat(tracking.history()).contains(trace.bytes(stage + "_key"));
        }
    }

    @ParameterizedTest
    @MethodSource("tracesAndProviders")
    void finishes(String name, CryptoProvider crypto) throws Exception {
        Trace trace = Trace.rfc8448(name);
        byte[] flight = trace.bytes("server_flight");
        int finishedLength = HandshakeMessage.HEADER_LENGTH + SUITE.hash().length();
        Transcript transcript = upToServerHello(trace, crypto);
        transcript.add(flight, 0, flight.length - finishedLength);
        HandshakeSecrets secrets = handshakeSecrets(trace, crypto);

        assertThat(secrets.server().verifyData(transcript.hash()))
                .isEqualTo(trace.bytes("server_verify_data"))
                .isEqualTo(Arrays.copyOfRange(flight, flight.length - 32, flight.length));
        transcript.add(flight, flight.length - finishedLength, finishedLength);
        assertThat(
                        secrets.client()
                                .expectedFinished(transcript.hash())
                                .verify(trace.bytes("client_verify_data")))
                .isPresent();
        assertThat(
                        secrets.client()
                                .expectedFinished(transcript.hash())
                                .verify(trace.bytes("server_verify_data")))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("tracesAndProviders")
    @Requirement("RFC 9846, 5.3 nonce")
    void sealsTheServersRecords(String name, CryptoProvider crypto) {
        Trace trace = Trace.rfc8448(name);
        RecordSealer handshake = sealer(trace, crypto, "server_handshake_traffic");
        RecordSealer application = sealer(trace, crypto, "server_application_traffic");

        assertThat(seal(handshake, ContentType.HANDSHAKE, trace.bytes("server_flight")))
                .isEqualTo(trace.bytes("server_flight_record"));
        if (trace.has("server_ticket")) {
            assertThat(seal(application, ContentType.HANDSHAKE, trace.bytes("server_ticket")))
                    .isEqualTo(trace.bytes("server_ticket_record"));
            assertThat(seal(application, ContentType.APPLICATION_DATA, trace.bytes("server_data")))
                    .isEqualTo(trace.bytes("server_data_record"));
        }
        assertThat(seal(application, ContentType.ALERT, trace.bytes("server_alert")))
                .isEqualTo(trace.bytes("server_alert_record"));
    }

    /// All that the client sends, in one piece, as the server reads it.
    @ParameterizedTest
    @MethodSource("tracesAndProviders")
    void readsTheClientsRecords(String name, CryptoProvider crypto) throws Exception {
        Trace trace = Trace.rfc8448(name);
        InboundRecords inbound = new InboundRecords(EngineLimits.DEFAULT);
        RecordScratch scratch = new RecordScratch();
        boolean compatibility = name.equals("compat");
        ByteBuffer input = clientRecords(trace, compatibility);

        assertThat(inbound.next(input, scratch, "")).isEqualTo(ContentType.HANDSHAKE);
        HandshakeMessage hello = Objects.requireNonNull(inbound.nextMessage());
        assertThat(hello.bytes()).isEqualTo(trace.bytes("client_hello"));
        inbound.allowChangeCipherSpec(compatibility);
        inbound.protectWith(opener(trace, crypto, "client_handshake"), inbound.boundary());
        assertThat(inbound.next(input, scratch, "")).isEqualTo(ContentType.HANDSHAKE);
        assertThat(Objects.requireNonNull(inbound.nextMessage()).bytes())
                .isEqualTo(trace.bytes("client_finished"));
        inbound.protectWith(opener(trace, crypto, "client_application"), inbound.boundary());
        if (trace.has("client_data")) {
            assertThat(inbound.next(input, scratch, "")).isEqualTo(ContentType.APPLICATION_DATA);
            assertThat(Arrays.copyOf(scratch.plaintext(), inbound.contentLength()))
                    .isEqualTo(trace.bytes("client_data"));
        }
        assertThat(inbound.next(input, scratch, "")).isEqualTo(ContentType.ALERT);
        assertThat(Arrays.copyOf(scratch.plaintext(), inbound.contentLength()))
                .isEqualTo(trace.bytes("client_alert"));
        assertThat(input.hasRemaining()).isFalse();
    }

    /// The two ClientHellos of the trace differ in just what may differ.
    @Test
    void recognisesTheSecondHello() throws Exception {
        Trace trace = Trace.rfc8448("retry");
        ClientHello first = ClientHello.read(message(trace, "first_client_hello"));
        ClientHello second = ClientHello.read(message(trace, "client_hello"));

        assertThat(second.repeats(first)).isTrue();
        assertThat(second.extensions().hasCookie()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"simple", "compat"})
    void readsTheHello(String name) throws Exception {
        ClientHello hello = ClientHello.read(message(Trace.rfc8448(name), "client_hello"));

        assertThat(hello.extensions().serverName()).isEqualTo("server");
        assertThat(hello.extensions().recordSizeLimit()).isEqualTo((1 << 14) + 1);
        assertThat(Objects.requireNonNull(hello.extensions().keyShares())).hasSize(1);
        assertThat(hello.message().type()).isEqualTo(HandshakeType.CLIENT_HELLO);
        assertThat(hello.sessionId()).hasSize(name.equals("compat") ? 32 : 0);
    }

    private static Transcript upToServerHello(Trace trace, CryptoProvider crypto) throws Exception {
        Transcript transcript;
        if (trace.has("first_client_hello")) {
            transcript =
                    Transcript.ofRetry(crypto, SUITE.hash(), message(trace, "first_client_hello"));
            transcript.add(message(trace, "hello_retry_request"));
            transcript.add(message(trace, "client_hello"));
        } else {
            transcript = Transcript.of(crypto, SUITE.hash(), message(trace, "client_hello"));
        }
        transcript.add(message(trace, "server_hello"));
        return transcript;
    }

    private static HandshakeSecrets handshakeSecrets(Trace trace, CryptoProvider crypto) {
        return HandshakeSecrets.of(
                crypto, SUITE, secret(trace, "shared_secret"), trace.bytes("hash_to_server_hello"));
    }

    private static ByteBuffer clientRecords(Trace trace, boolean compatibility) {
        byte[] hello = trace.bytes("client_hello");
        ByteBuffer records =
                ByteBuffer.allocate(1024)
                        .put(new byte[] {22, 3, 1})
                        .putShort((short) hello.length)
                        .put(hello);
        if (compatibility) {
            records.put(new byte[] {20, 3, 3, 0, 1, 1});
        }
        records.put(trace.bytes("client_finished_record"));
        if (trace.has("client_data")) {
            records.put(trace.bytes("client_data_record"));
        }
        return records.put(trace.bytes("client_alert_record")).flip();
    }

    private static RecordSealer sealer(Trace trace, CryptoProvider crypto, String secret) {
        TrafficKeys keys = TrafficSecrets.of(crypto, SUITE, trace.bytes(secret)).keys();
        return new Tls13RecordSealer(keys.aead(), keys.iv(), NO_LIMIT);
    }

    private static RecordOpener opener(Trace trace, CryptoProvider crypto, String stage) {
        TrafficKeys keys = TrafficSecrets.of(crypto, SUITE, trace.bytes(stage + "_traffic")).keys();
        return new Tls13RecordOpener(keys.aead(), keys.iv());
    }

    private static byte[] seal(RecordSealer sealer, ContentType type, byte[] content) {
        byte[] in = Arrays.copyOf(content, content.length + 1);
        byte[] out = new byte[content.length + sealer.overhead()];
        assertThat(sealer.seal(type, in, 0, content.length, out, 0)).isEqualTo(out.length);
        return out;
    }

    private static HandshakeMessage message(Trace trace, String name) throws Exception {
        return HandshakeMessage.owning(trace.bytes(name));
    }

    private static Secret secret(Trace trace, String name) {
        return Secret.owning(trace.bytes(name));
    }
}
