package io.sallyport.tls.engine;

import static io.sallyport.tls.alert.PeerMisbehaved.CHANGED_SECOND_CLIENT_HELLO;
import static io.sallyport.tls.alert.PeerMisbehaved.IGNORED_REQUESTED_GROUP;
import static io.sallyport.tls.alert.PeerMisbehaved.INTERLEAVED_HANDSHAKE_MESSAGE;
import static io.sallyport.tls.alert.PeerMisbehaved.OFFERED_COMPRESSION;
import static io.sallyport.tls.alert.PeerMisbehaved.OMITTED_KEY_SHARE;
import static io.sallyport.tls.alert.PeerMisbehaved.OMITTED_PSK_KEY_EXCHANGE_MODES;
import static io.sallyport.tls.alert.PeerMisbehaved.OMITTED_SIGNATURE_ALGORITHMS;
import static io.sallyport.tls.alert.PeerMisbehaved.OMITTED_SUPPORTED_GROUPS;
import static io.sallyport.tls.alert.PeerMisbehaved.SENT_BINDERS_THAT_DO_NOT_MATCH_IDENTITIES;
import static io.sallyport.tls.alert.PeerMisbehaved.SENT_DUPLICATE_EXTENSION;
import static io.sallyport.tls.alert.PeerMisbehaved.SENT_DUPLICATE_KEY_SHARES;
import static io.sallyport.tls.alert.PeerMisbehaved.SENT_EARLY_DATA_AFTER_RETRY;
import static io.sallyport.tls.alert.PeerMisbehaved.SENT_EMPTY_HANDSHAKE_RECORD;
import static io.sallyport.tls.alert.PeerMisbehaved.SENT_EXTENSION_OF_ANOTHER_MESSAGE;
import static io.sallyport.tls.alert.PeerMisbehaved.SENT_ILLEGAL_CHANGE_CIPHER_SPEC;
import static io.sallyport.tls.alert.PeerMisbehaved.SENT_INCORRECT_FINISHED;
import static io.sallyport.tls.alert.PeerMisbehaved.SENT_INVALID_KEY_SHARE;
import static io.sallyport.tls.alert.PeerMisbehaved.SENT_INVALID_KEY_UPDATE;
import static io.sallyport.tls.alert.PeerMisbehaved.SENT_KEY_SHARES_OUT_OF_ORDER;
import static io.sallyport.tls.alert.PeerMisbehaved.SENT_KEY_SHARE_FOR_UNLISTED_GROUP;
import static io.sallyport.tls.alert.PeerMisbehaved.SENT_MESSAGE_ACROSS_KEY_CHANGE;
import static io.sallyport.tls.alert.PeerMisbehaved.SENT_OVERSIZED_HANDSHAKE_MESSAGE;
import static io.sallyport.tls.alert.PeerMisbehaved.SENT_OVERSIZED_RECORD;
import static io.sallyport.tls.alert.PeerMisbehaved.SENT_PRE_SHARED_KEY_NOT_LAST;
import static io.sallyport.tls.alert.PeerMisbehaved.SENT_RECORD_SIZE_LIMIT_TOO_SMALL;
import static io.sallyport.tls.alert.PeerMisbehaved.SENT_RECORD_WITHOUT_CONTENT_TYPE;
import static io.sallyport.tls.alert.PeerMisbehaved.SENT_SEVERAL_HOST_NAMES;
import static io.sallyport.tls.alert.PeerMisbehaved.SENT_TOO_MANY_CHANGE_CIPHER_SPECS;
import static io.sallyport.tls.alert.PeerMisbehaved.SENT_TOO_MANY_EMPTY_RECORDS;
import static io.sallyport.tls.alert.PeerMisbehaved.SENT_TOO_MANY_KEY_UPDATES;
import static io.sallyport.tls.alert.PeerMisbehaved.SENT_TOO_MANY_WARNING_ALERTS;
import static io.sallyport.tls.alert.PeerMisbehaved.SENT_TOO_MUCH_EARLY_DATA;
import static io.sallyport.tls.alert.PeerMisbehaved.SENT_UNKNOWN_COOKIE;
import static io.sallyport.tls.alert.PeerMisbehaved.SENT_UNKNOWN_MAX_FRAGMENT_LENGTH;
import static io.sallyport.tls.alert.PeerMisbehaved.SENT_UNPROTECTED_RECORD;
import static io.sallyport.tls.client.ScriptedClient.hex;
import static io.sallyport.tls.client.ScriptedClient.join;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.tls.alert.PeerMisbehaved;
import io.sallyport.tls.alert.TlsFailure;
import io.sallyport.tls.client.Hello;
import io.sallyport.tls.client.ScriptedClient;
import io.sallyport.tls.codepoint.AlertDescription;
import io.sallyport.tls.codepoint.ContentType;
import io.sallyport.tls.codepoint.ExtensionType;
import io.sallyport.tls.codepoint.HandshakeType;
import io.sallyport.tls.codepoint.NamedGroup;
import io.sallyport.tls.message.KeyUpdate;
import io.sallyport.tls.policy.EngineLimits;
import io.sallyport.tls.testing.DhKey;
import io.sallyport.tls.testing.Requirement;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Each rule of [PeerMisbehaved], broken by a client.
class PeerMisbehavedTest {
    private static final EngineLimits LIMITS = EngineLimits.DEFAULT;
    private static final int X25519 = NamedGroup.X25519.code();
    private static final int P256 = NamedGroup.SECP256R1.code();

    /// One identity of 7 bytes and a binder of 32.
    private static final String PSK = "000d 0007 61626364656667 00000000 0021 20" + "00".repeat(32);

    private static final String TWO_IDENTITIES =
            "001a" + "0007 61626364656667 00000000".repeat(2) + "0021 20" + "00".repeat(32);

    private static final Map<PeerMisbehaved, List<Consumer<ScriptedClient>>> SCRIPTS =
            scriptsByRule();

    static Stream<Arguments> scripts() {
        return SCRIPTS.entrySet().stream()
                .flatMap(e -> e.getValue().stream().map(s -> Arguments.of(e.getKey(), s)));
    }

    @ParameterizedTest
    @MethodSource("scripts")
    @Requirement({
        "RFC 9846, 4.2.2 compression",
        "RFC 9846, 4.3 misplaced",
        "RFC 9846, 4.3.3 missing",
        "RFC 9846, 4.3.8.2 validation",
        "RFC 9846, 4.3.11 last",
        "RFC 9846, 4.5.3 verification",
        "RFC 9846, 4.7.3 other values",
        "RFC 9846, 5 change_cipher_spec",
        "RFC 9846, 5.1 interleaving",
        "RFC 9846, 5.1 key changes",
        "RFC 9846, 5.1 length",
        "RFC 9846, 5.2 length",
        "RFC 9846, 5.4 no type",
        "RFC 9846, 5.4 empty",
        "RFC 9846, 6.2 nothing after",
        "RFC 9846, 9.2 missing extensions",
        "RFC 8449, 4 smallest"
    })
    void isAnsweredByItsAlert(PeerMisbehaved how, Consumer<ScriptedClient> script) {
        assertThat(Provocation.of(script).provoke()).isEqualTo(new TlsFailure.Misbehaved(how));
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void isTheSameWhenItComesByteByByte(PeerMisbehaved how, Consumer<ScriptedClient> script) {
        assertThat(Provocation.of(script).byteByByte().provoke())
                .isEqualTo(new TlsFailure.Misbehaved(how));
    }

    @Test
    void noneIsWithoutATest() {
        Set<PeerMisbehaved> tested = new HashSet<>(SCRIPTS.keySet());
        tested.addAll(Tls12MisbehavedTest.rules());
        tested.addAll(TicketResumptionTest.RULES);
        tested.addAll(ClientCertificateTest.RULES);

        assertThat(tested).containsExactlyInAnyOrder(PeerMisbehaved.values());
    }

    private static Map<PeerMisbehaved, List<Consumer<ScriptedClient>>> scriptsByRule() {
        Map<PeerMisbehaved, List<Consumer<ScriptedClient>>> scripts =
                new EnumMap<>(PeerMisbehaved.class);
        scripts.putAll(extensions());
        scripts.putAll(shares());
        scripts.putAll(retries());
        scripts.putAll(messages());
        scripts.putAll(records());
        scripts.putAll(impatience());
        return scripts;
    }

    private static Map<PeerMisbehaved, List<Consumer<ScriptedClient>>> extensions() {
        return Map.ofEntries(
                Map.entry(
                        SENT_DUPLICATE_EXTENSION,
                        List.of(
                                hello(h -> h.append(0x0a0a, hex("")).append(0x0a0a, hex(""))),
                                hello(h -> h.append(0, Hello.serverNames("other.example"))))),
                Map.entry(
                        SENT_EXTENSION_OF_ANOTHER_MESSAGE,
                        List.of(extension(ExtensionType.OID_FILTERS, "0000"))),
                Map.entry(
                        SENT_PRE_SHARED_KEY_NOT_LAST,
                        List.of(
                                hello(h ->
                                        h.set(ExtensionType.PSK_KEY_EXCHANGE_MODES, hex("0101"))
                                                .prepend(41, hex(PSK))))),
                Map.entry(
                        SENT_BINDERS_THAT_DO_NOT_MATCH_IDENTITIES,
                        List.of(
                                hello(h ->
                                        h.set(ExtensionType.PSK_KEY_EXCHANGE_MODES, hex("0101"))
                                                .append(41, hex(TWO_IDENTITIES))))),
                Map.entry(
                        OMITTED_PSK_KEY_EXCHANGE_MODES,
                        List.of(hello(h -> h.append(41, hex(PSK))))),
                Map.entry(
                        OFFERED_COMPRESSION,
                        List.of(
                                hello(h -> h.rawCompressionMethods(hex("02 00 01"))),
                                hello(h -> h.rawCompressionMethods(hex("01 01"))))),
                Map.entry(
                        OMITTED_SIGNATURE_ALGORITHMS,
                        List.of(hello(h -> h.without(ExtensionType.SIGNATURE_ALGORITHMS)))),
                Map.entry(
                        OMITTED_SUPPORTED_GROUPS,
                        List.of(
                                hello(h -> h.without(ExtensionType.SUPPORTED_GROUPS)),
                                hello(h ->
                                        h.without(ExtensionType.SUPPORTED_GROUPS)
                                                .without(ExtensionType.KEY_SHARE)))),
                Map.entry(
                        OMITTED_KEY_SHARE, List.of(hello(h -> h.without(ExtensionType.KEY_SHARE)))),
                Map.entry(
                        SENT_SEVERAL_HOST_NAMES,
                        List.of(
                                hello(h ->
                                        h.set(
                                                ExtensionType.SERVER_NAME,
                                                Hello.serverNames("a.example", "b.example"))))),
                Map.entry(
                        SENT_UNKNOWN_MAX_FRAGMENT_LENGTH,
                        List.of(
                                extension(ExtensionType.MAX_FRAGMENT_LENGTH, "00"),
                                extension(ExtensionType.MAX_FRAGMENT_LENGTH, "05"))),
                Map.entry(
                        SENT_RECORD_SIZE_LIMIT_TOO_SMALL,
                        List.of(
                                extension(ExtensionType.RECORD_SIZE_LIMIT, "003f"),
                                extension(ExtensionType.RECORD_SIZE_LIMIT, "0000"))),
                Map.entry(
                        SENT_UNKNOWN_COOKIE,
                        List.of(
                                extension(ExtensionType.COOKIE, "0001 00"),
                                afterRetry(h -> h.set(ExtensionType.COOKIE, hex("0001 00"))))));
    }

    private static Map<PeerMisbehaved, List<Consumer<ScriptedClient>>> shares() {
        return Map.of(
                SENT_DUPLICATE_KEY_SHARES,
                List.of(client((c, h) -> h.shares(c.x25519(), c.x25519()))),
                SENT_KEY_SHARE_FOR_UNLISTED_GROUP,
                List.of(hello(h -> h.groups(NamedGroup.SECP256R1))),
                SENT_KEY_SHARES_OUT_OF_ORDER,
                List.of(client((c, h) -> h.shares(c.p256(), c.x25519()))),
                SENT_INVALID_KEY_SHARE,
                List.of(
                        hello(h -> h.share(X25519, new byte[31])),
                        hello(h -> h.share(X25519, new byte[33])),
                        // of order 1, and so a secret of zeros (RFC 7748, section 6.1)
                        hello(h -> h.share(X25519, new byte[32])),
                        hello(h -> h.share(P256, hex("04" + "01".repeat(64)))),
                        hello(h -> h.share(P256, new byte[65])),
                        hello(h -> h.share(P256, hex("00"))),
                        client((c, h) -> h.share(P256, compressed(c.p256().share())))));
    }

    private static Map<PeerMisbehaved, List<Consumer<ScriptedClient>>> retries() {
        return Map.of(
                CHANGED_SECOND_CLIENT_HELLO,
                List.of(
                        afterRetry(h -> h.random(new byte[32])),
                        afterRetry(h -> h.sessionId(new byte[0])),
                        afterRetry(h -> h.cipherSuites(0x1301)),
                        afterRetry(h -> h.serverName("other.example")),
                        afterRetry(h -> h.groups(NamedGroup.SECP256R1)),
                        afterRetry(h -> h.append(0x1234, hex(""))),
                        afterRetry(h -> h.without(ExtensionType.SERVER_NAME)),
                        afterRetry(h -> h.rawCompressionMethods(hex("02 00 01"))),
                        afterRetry(h -> h.legacyVersion(0x0302))),
                IGNORED_REQUESTED_GROUP,
                List.of(
                        afterRetry(h -> h.shares()),
                        c -> retriedWith(c, c.p256()),
                        c -> retriedWith(c, c.x25519(), c.p256()),
                        afterRetry(h -> h.without(ExtensionType.KEY_SHARE))),
                SENT_EARLY_DATA_AFTER_RETRY,
                List.of(afterRetry(h -> h.set(ExtensionType.EARLY_DATA, hex("")))));
    }

    private static Map<PeerMisbehaved, List<Consumer<ScriptedClient>>> messages() {
        return Map.of(
                SENT_INCORRECT_FINISHED,
                List.of(
                        c -> c.sendHello().send(ContentType.HANDSHAKE, finished(new byte[32])),
                        c -> {
                            byte[] finished = c.sendHello().finished();
                            finished[finished.length - 1] ^= 1;
                            c.send(ContentType.HANDSHAKE, finished);
                        }),
                SENT_INVALID_KEY_UPDATE,
                List.of(
                        c -> c.handshake().send(ContentType.HANDSHAKE, hex("18 000001 02")),
                        c -> c.handshake().send(ContentType.HANDSHAKE, hex("18 000001 ff"))),
                SENT_OVERSIZED_HANDSHAKE_MESSAGE,
                List.of(
                        c -> c.sendPlain(ContentType.HANDSHAKE, hex("01 ffffff")),
                        c -> c.sendPlain(ContentType.HANDSHAKE, hex("01 003ffd")),
                        c -> c.sendHello().send(ContentType.HANDSHAKE, hex("14 004000")),
                        c -> c.handshake().send(ContentType.HANDSHAKE, hex("18 00003d"))),
                INTERLEAVED_HANDSHAKE_MESSAGE,
                List.of(
                        c -> halfHello(c).sendPlain(ContentType.ALERT, hex("015a")),
                        c -> halfHello(c).changeCipherSpec(),
                        c -> halfHello(c).sendPlain(ContentType.APPLICATION_DATA, hex("00")),
                        c -> halfSecondHello(c).changeCipherSpec(),
                        c -> halfSecondHello(c).sendPlain(ContentType.APPLICATION_DATA, hex("00")),
                        c -> halfFinished(c).alert(AlertDescription.USER_CANCELED),
                        c -> halfFinished(c).changeCipherSpec(),
                        c -> halfFinished(c).send(hex("00")),
                        c -> halfKeyUpdate(c).send(hex("00")),
                        c -> halfKeyUpdate(c).alert(AlertDescription.CLOSE_NOTIFY)),
                SENT_MESSAGE_ACROSS_KEY_CHANGE,
                List.of(
                        c -> c.sendPlain(ContentType.HANDSHAKE, join(c.beginHello(), hex("14"))),
                        c ->
                                c.sendPlain(
                                        ContentType.HANDSHAKE,
                                        join(c.beginHello(), c.hello().message())),
                        c ->
                                c.sendHello()
                                        .send(ContentType.HANDSHAKE, join(c.finished(), hex("18"))),
                        c ->
                                c.handshake()
                                        .send(
                                                ContentType.HANDSHAKE,
                                                join(
                                                        new KeyUpdate(false).encoded(),
                                                        new KeyUpdate(false).encoded()))));
    }

    private static Map<PeerMisbehaved, List<Consumer<ScriptedClient>>> records() {
        return Map.of(
                SENT_OVERSIZED_RECORD,
                List.of(
                        c -> c.raw(hex("16 0301 4001")),
                        c -> c.raw(hex("17 0303 4101")),
                        c -> c.sendHello().raw(hex("17 0303 4101")),
                        c -> c.sendHello().raw(hex("15 0303 4001")),
                        c -> c.handshake().raw(hex("17 0303 4101")),
                        c -> c.handshake().sendInner(ended(23, (1 << 14) + 2)),
                        c -> c.handshake().sendInner(padded(23, 1, (1 << 14) + 2)),
                        c -> {
                            c.hello().set(ExtensionType.MAX_FRAGMENT_LENGTH, hex("01"));
                            c.handshake().sendInner(ended(23, 512 + 2));
                        }),
                SENT_EMPTY_HANDSHAKE_RECORD,
                List.of(
                        c -> c.sendPlain(ContentType.HANDSHAKE, hex("")),
                        c -> halfHello(c).sendPlain(ContentType.HANDSHAKE, hex("")),
                        c -> c.sendHello().sendInner(hex("16")),
                        c -> c.sendHello().sendInner(hex("16 0000")),
                        c -> c.handshake().sendInner(hex("16")),
                        c -> c.handshake().sendInner(hex("15"))),
                SENT_RECORD_WITHOUT_CONTENT_TYPE,
                List.of(
                        c -> c.sendHello().sendInner(hex("")),
                        c -> c.handshake().sendInner(hex("")),
                        c -> c.handshake().sendInner(new byte[100])),
                SENT_UNPROTECTED_RECORD,
                List.of(
                        c -> c.sendHello().sendPlain(ContentType.HANDSHAKE, finished(new byte[32])),
                        c -> c.handshake().sendPlain(ContentType.HANDSHAKE, hex("18 000001 00")),
                        c -> c.handshake().sendPlain(ContentType.ALERT, hex("0100"))),
                SENT_ILLEGAL_CHANGE_CIPHER_SPEC,
                List.of(
                        ScriptedClient::changeCipherSpec,
                        c -> c.sendHello().sendPlain(ContentType.CHANGE_CIPHER_SPEC, hex("02")),
                        c -> c.sendHello().sendPlain(ContentType.CHANGE_CIPHER_SPEC, hex("0101")),
                        c -> c.sendHello().sendPlain(ContentType.CHANGE_CIPHER_SPEC, hex("")),
                        c -> c.sendHello().send(ContentType.CHANGE_CIPHER_SPEC, hex("01")),
                        c -> c.handshake().changeCipherSpec(),
                        c -> c.handshake().send(ContentType.CHANGE_CIPHER_SPEC, hex("01"))));
    }

    private static Map<PeerMisbehaved, List<Consumer<ScriptedClient>>> impatience() {
        return Map.of(
                SENT_TOO_MUCH_EARLY_DATA,
                List.of(
                        c -> {
                            c.hello().set(ExtensionType.EARLY_DATA, hex(""));
                            c.sendHello();
                            skipped(c);
                        },
                        c -> {
                            c.hello().set(ExtensionType.EARLY_DATA, hex("")).shares();
                            c.sendHello();
                            skipped(c);
                        }),
                SENT_TOO_MANY_KEY_UPDATES,
                List.of(
                        c -> {
                            c.handshake();
                            repeat(LIMITS.keyUpdates() + 1, () -> c.keyUpdate(false));
                        },
                        c -> {
                            c.handshake();
                            repeat(
                                    LIMITS.keyUpdates() / 2 + 1,
                                    () -> c.sendInner(hex("17")).keyUpdate(true).keyUpdate(true));
                        }),
                SENT_TOO_MANY_EMPTY_RECORDS,
                List.of(
                        c -> {
                            c.handshake();
                            repeat(LIMITS.emptyRecords() + 1, () -> c.send(hex("")));
                        },
                        c -> {
                            c.handshake();
                            repeat(LIMITS.emptyRecords() + 1, () -> c.sendInner(padded(23, 0, 99)));
                        }),
                SENT_TOO_MANY_WARNING_ALERTS,
                List.of(
                        c -> {
                            c.sendHello();
                            repeat(
                                    LIMITS.warningAlerts() + 1,
                                    () -> c.sendPlain(ContentType.ALERT, hex("015a")));
                        },
                        c -> {
                            c.handshake();
                            repeat(
                                    LIMITS.warningAlerts() + 1,
                                    () -> c.alert(AlertDescription.USER_CANCELED));
                        }),
                SENT_TOO_MANY_CHANGE_CIPHER_SPECS,
                List.of(c -> {
                    c.sendHello();
                    repeat(5, c::changeCipherSpec);
                }));
    }

    private static void skipped(ScriptedClient client) {
        int size = 1 << 14;
        repeat(
                LIMITS.skippedEarlyData() / (size + 5) + 1,
                () -> client.sendPlain(ContentType.APPLICATION_DATA, new byte[size]));
    }

    private static Consumer<ScriptedClient> hello(Consumer<Hello> change) {
        return client -> {
            change.accept(client.hello());
            client.sendHello();
        };
    }

    private static Consumer<ScriptedClient> client(BiConsumer<ScriptedClient, Hello> change) {
        return client -> {
            change.accept(client, client.hello());
            client.sendHello();
        };
    }

    private static Consumer<ScriptedClient> extension(ExtensionType type, String data) {
        return hello(hello -> hello.set(type, hex(data)));
    }

    /// A client that had sent no share, was asked for X25519, and is about to follow.
    private static ScriptedClient retried(ScriptedClient client) {
        client.hello().shares();
        client.sendHello();
        return client.followRetry();
    }

    private static void retriedWith(ScriptedClient client, DhKey... shares) {
        retried(client).hello().shares(shares);
        client.sendHello();
    }

    private static Consumer<ScriptedClient> afterRetry(Consumer<Hello> change) {
        return client -> {
            change.accept(retried(client).hello());
            client.sendHello();
        };
    }

    private static ScriptedClient halfHello(ScriptedClient client) {
        return client.sendPlain(
                ContentType.HANDSHAKE, Arrays.copyOf(client.hello().message(), 100));
    }

    private static ScriptedClient halfSecondHello(ScriptedClient client) {
        client.hello().set(ExtensionType.EARLY_DATA, hex("")).shares();
        client.sendHello();
        return halfHello(client.followRetry());
    }

    private static ScriptedClient halfFinished(ScriptedClient client) {
        client.sendHello();
        return client.send(ContentType.HANDSHAKE, Arrays.copyOf(client.finished(), 20));
    }

    private static ScriptedClient halfKeyUpdate(ScriptedClient client) {
        return client.handshake().send(ContentType.HANDSHAKE, hex("18 0000"));
    }

    private static byte[] finished(byte[] verifyData) {
        return Hello.message(HandshakeType.FINISHED, verifyData);
    }

    /// An inner plaintext of that length that ends with its type.
    private static byte[] ended(int type, int length) {
        byte[] inner = new byte[length];
        inner[length - 1] = (byte) type;
        return inner;
    }

    /// An inner plaintext of that length, with so much content and the rest padding.
    private static byte[] padded(int type, int content, int length) {
        byte[] inner = new byte[length];
        inner[content] = (byte) type;
        return inner;
    }

    private static byte[] compressed(byte[] point) {
        byte[] compressed = Arrays.copyOf(point, 33);
        compressed[0] = (byte) (2 + (point[64] & 1));
        return compressed;
    }

    private static void repeat(int times, Runnable step) {
        for (int i = 0; i < times; i++) {
            step.run();
        }
    }
}
