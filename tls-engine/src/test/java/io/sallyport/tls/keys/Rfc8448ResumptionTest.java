package io.sallyport.tls.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.crypto.CryptoProvider;
import io.sallyport.tls.crypto.Secret;
import io.sallyport.tls.crypto.choice.CryptoVendor;
import io.sallyport.tls.crypto.choice.SelectedCryptoProvider;
import io.sallyport.tls.message.ClientHello;
import io.sallyport.tls.message.HandshakeMessage;
import io.sallyport.tls.message.PreSharedKeyOffer;
import io.sallyport.tls.record.Tls13RecordOpener;
import io.sallyport.tls.testing.Requirement;
import io.sallyport.tls.testing.TestCrypto;
import io.sallyport.tls.testing.Trace;
import io.sallyport.tls.testing.TrackingCrypto;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Tickets, binders and the key schedule after them, number by number, against the handshake of RFC 8448
/// that is resumed.
class Rfc8448ResumptionTest {
    private static final CipherSuite SUITE = CipherSuite.TLS_AES_128_GCM_SHA256;

    private final Trace full = Trace.rfc8448("simple");
    private final Trace resumed = Trace.rfc8448("resumed");

    static Stream<CryptoProvider> providers() {
        return Stream.of(
                new TestCrypto(),
                SelectedCryptoProvider.preferring(List.of(CryptoVendor.JDK)),
                SelectedCryptoProvider.preferring(List.of(CryptoVendor.BOUNCYCASTLE)));
    }

    @ParameterizedTest
    @MethodSource("providers")
    @Requirement("RFC 9846, 4.7.1 key")
    void derivesTheKeyOfATicket(CryptoProvider crypto) {
        ApplicationSecrets application =
                HandshakeSecrets.of(
                                crypto,
                                SUITE,
                                secret(full, "shared_secret"),
                                full.bytes("hash_to_server_hello"))
                        .application(full.bytes("hash_to_server_finished"));

        ResumptionSecret resumption = application.resumption(full.bytes("hash_to_client_finished"));

        assertThat(resumption.secret()).isEqualTo(secret(full, "resumption_secret"));
        assertThat(resumption.preSharedKey(full.bytes("ticket_nonce")))
                .isEqualTo(secret(resumed, "pre_shared_key"));
    }

    @ParameterizedTest
    @MethodSource("providers")
    @Requirement("RFC 9846, 4.3.11.2 binder")
    void verifiesTheBinder(CryptoProvider crypto) throws Exception {
        ClientHello hello =
                ClientHello.read(HandshakeMessage.owning(resumed.bytes("client_hello")));
        PreSharedKeyOffer offer = Objects.requireNonNull(hello.extensions().preSharedKey());
        Transcript transcript = Transcript.empty(crypto, SUITE.hash());
        EarlySecrets early = early(crypto);

        byte[] bound = transcript.addBound(hello.message(), offer.bindersLength());

        assertThat(bound).isEqualTo(resumed.bytes("binder_hash"));
        assertThat(offer.binders().getFirst()).isEqualTo(resumed.bytes("binder"));
        assertThat(early.verifyBinder(offer.binders().getFirst(), bound)).isPresent();
        byte[] wrong = offer.binders().getFirst().clone();
        wrong[31] ^= 1;
        assertThat(early.verifyBinder(wrong, bound)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("providers")
    @Requirement("RFC 9846, 7.1 resumption")
    void derivesTheSecretsOfAResumedHandshake(CryptoProvider crypto) throws Exception {
        TrackingCrypto tracking = new TrackingCrypto(crypto);
        Transcript transcript = Transcript.empty(crypto, SUITE.hash());
        transcript.add(HandshakeMessage.owning(resumed.bytes("client_hello")));
        transcript.add(HandshakeMessage.owning(resumed.bytes("server_hello")));

        HandshakeSecrets handshake =
                HandshakeSecrets.of(
                        tracking,
                        SUITE,
                        early(tracking),
                        secret(resumed, "shared_secret"),
                        transcript.hash());
        ApplicationSecrets application =
                handshake.application(resumed.bytes("hash_to_server_finished"));

        assertThat(transcript.hash()).isEqualTo(resumed.bytes("hash_to_server_hello"));
        assertThat(tracking.salts()).contains(resumed.bytes("derived_from_early"));
        assertThat(tracking.history())
                .contains(
                        resumed.bytes("early_secret"),
                        resumed.bytes("handshake_secret"),
                        resumed.bytes("main_secret"));
        assertThat(handshake.client().secret())
                .isEqualTo(secret(resumed, "client_handshake_traffic"));
        assertThat(handshake.server().secret())
                .isEqualTo(secret(resumed, "server_handshake_traffic"));
        assertThat(application.client().secret())
                .isEqualTo(secret(resumed, "client_application_traffic"));
        assertThat(application.server().secret())
                .isEqualTo(secret(resumed, "server_application_traffic"));
    }

    @ParameterizedTest
    @MethodSource("providers")
    void derivesTheKeysOfEarlyDataAndReadsIt(CryptoProvider crypto) throws Exception {
        Transcript transcript = Transcript.empty(crypto, SUITE.hash());
        transcript.add(HandshakeMessage.owning(resumed.bytes("client_hello")));
        byte[] record = resumed.bytes("early_data_record");
        byte[] plaintext = new byte[64];

        TrafficSecret secret = early(crypto).client(SUITE, transcript.hash());
        TrafficKeys keys = secret.keys();
        int length =
                new Tls13RecordOpener(keys.aead(), keys.iv())
                        .open(record, 0, record.length, plaintext, 64);

        assertThat(secret.secret()).isEqualTo(secret(resumed, "client_early_traffic"));
        assertThat(Arrays.copyOf(plaintext, length)).isEqualTo(resumed.bytes("early_data"));
    }

    private EarlySecrets early(CryptoProvider crypto) {
        return EarlySecrets.of(crypto, SUITE.hash(), secret(resumed, "pre_shared_key"));
    }

    private static Secret secret(Trace trace, String name) {
        return Secret.owning(trace.bytes(name));
    }
}
