package io.sallyport.proxy.interop;

import static de.rub.nds.modifiablevariable.util.Modifiable.append;
import static de.rub.nds.modifiablevariable.util.Modifiable.explicit;

import de.rub.nds.tlsattacker.core.config.Config;
import de.rub.nds.tlsattacker.core.constants.CipherSuite;
import de.rub.nds.tlsattacker.core.constants.NamedGroup;
import de.rub.nds.tlsattacker.core.constants.ProtocolVersion;
import de.rub.nds.tlsattacker.core.constants.SignatureAndHashAlgorithm;
import de.rub.nds.tlsattacker.core.protocol.message.ClientHelloMessage;
import de.rub.nds.tlsattacker.core.protocol.message.extension.ExtensionMessage;
import de.rub.nds.tlsattacker.core.protocol.message.extension.KeyShareExtensionMessage;
import de.rub.nds.tlsattacker.core.protocol.message.extension.SupportedVersionsExtensionMessage;
import de.rub.nds.tlsattacker.core.protocol.message.extension.UnknownExtensionMessage;
import de.rub.nds.tlsattacker.core.protocol.message.extension.keyshare.KeyShareEntry;
import de.rub.nds.tlsattacker.core.workflow.action.SendAction;
import io.sallyport.proxy.insight.FailureReason;
import io.sallyport.tls.codepoint.AlertDescription;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// ClientHellos that must be refused.
final class HelloFlows {
    private HelloFlows() {}

    static List<AttackerFlow> all() {
        return List.of(
                configured(
                        "offers TLS 1.2 only",
                        AlertDescription.PROTOCOL_VERSION,
                        FailureReason.NO_SHARED_VERSION,
                        config -> tooOld(config, ProtocolVersion.TLS12)),
                configured(
                        "offers TLS 1.0 only",
                        AlertDescription.PROTOCOL_VERSION,
                        FailureReason.NO_SHARED_VERSION,
                        config -> tooOld(config, ProtocolVersion.TLS10)),
                configured(
                        "offers SSL 3.0 only",
                        AlertDescription.PROTOCOL_VERSION,
                        FailureReason.NO_SHARED_VERSION,
                        config -> tooOld(config, ProtocolVersion.SSL3)),
                configured(
                        "offers no cipher suite that we have",
                        AlertDescription.HANDSHAKE_FAILURE,
                        FailureReason.NO_SHARED_CIPHER_SUITE,
                        config ->
                                config.setDefaultClientSupportedCipherSuites(
                                        CipherSuite.TLS_AES_128_CCM_8_SHA256)),
                configured(
                        "offers no group that we have",
                        AlertDescription.HANDSHAKE_FAILURE,
                        FailureReason.NO_SHARED_GROUP,
                        config -> groups(config, NamedGroup.SECP192R1)),
                configured(
                        "offers no signature scheme that we have",
                        AlertDescription.HANDSHAKE_FAILURE,
                        FailureReason.NO_SHARED_SIGNATURE_SCHEME,
                        config ->
                                config.setDefaultClientSupportedSignatureAndHashAlgorithms(
                                        SignatureAndHashAlgorithm.ECDSA_SHA1)),
                configured(
                        "leaves key_share out",
                        AlertDescription.MISSING_EXTENSION,
                        FailureReason.MISSING_EXTENSION,
                        config -> config.setAddKeyShareExtension(false)),
                configured(
                        "leaves supported_groups out",
                        AlertDescription.MISSING_EXTENSION,
                        FailureReason.MISSING_EXTENSION,
                        config -> config.setAddEllipticCurveExtension(false)),
                configured(
                        "leaves signature_algorithms out",
                        AlertDescription.MISSING_EXTENSION,
                        FailureReason.MISSING_EXTENSION,
                        config -> config.setAddSignatureAndHashAlgorithmsExtension(false)),
                configured(
                        "sends a share for a group that it does not list",
                        AlertDescription.ILLEGAL_PARAMETER,
                        FailureReason.ILLEGAL_KEY_SHARE,
                        config ->
                                config.setDefaultClientKeyShareNamedGroups(
                                        NamedGroup.SECP256R1, NamedGroup.SECP521R1)),
                configured(
                        "sends two shares for one group",
                        AlertDescription.ILLEGAL_PARAMETER,
                        FailureReason.ILLEGAL_KEY_SHARE,
                        config ->
                                config.setDefaultClientKeyShareNamedGroups(
                                        NamedGroup.SECP256R1, NamedGroup.SECP256R1)),
                configured(
                        "sends an application protocol that we do not have",
                        AlertDescription.NO_APPLICATION_PROTOCOL,
                        FailureReason.NO_SHARED_APPLICATION_PROTOCOL,
                        config -> {
                            config.setAddAlpnExtension(true);
                            config.setDefaultProposedAlpnProtocols("gopher");
                        }),
                changed(
                        "offers compression",
                        AlertDescription.ILLEGAL_PARAMETER,
                        FailureReason.ILLEGAL_EXTENSION,
                        (config, hello) -> hello.setCompressions(explicit(new byte[] {1, 0}))),
                changed(
                        "says TLS 1.3 in legacy_version",
                        AlertDescription.PROTOCOL_VERSION,
                        FailureReason.NO_SHARED_VERSION,
                        (config, hello) -> hello.setProtocolVersion(explicit(new byte[] {3, 4}))),
                changed(
                        "says SSL 3.0 in legacy_version",
                        AlertDescription.PROTOCOL_VERSION,
                        FailureReason.NO_SHARED_VERSION,
                        (config, hello) -> hello.setProtocolVersion(explicit(new byte[] {3, 0}))),
                changed(
                        "sends an extension twice",
                        AlertDescription.ILLEGAL_PARAMETER,
                        FailureReason.ILLEGAL_EXTENSION,
                        (config, hello) ->
                                hello.addExtension(new SupportedVersionsExtensionMessage())),
                changed(
                        "sends an extension of another message",
                        AlertDescription.ILLEGAL_PARAMETER,
                        FailureReason.ILLEGAL_EXTENSION,
                        (config, hello) -> hello.addExtension(extension(48))),
                changed(
                        "sends an extension that ends before its content does",
                        AlertDescription.DECODE_ERROR,
                        FailureReason.MALFORMED_MESSAGE,
                        (config, hello) ->
                                hello.getExtension(KeyShareExtensionMessage.class)
                                        .setExtensionBytes(append(new byte[] {1}))),
                changed(
                        "sends a share off the curve",
                        AlertDescription.ILLEGAL_PARAMETER,
                        FailureReason.ILLEGAL_KEY_SHARE,
                        (config, hello) -> share(config, hello, offTheCurve())),
                changed(
                        "sends a share of the wrong length",
                        AlertDescription.ILLEGAL_PARAMETER,
                        FailureReason.ILLEGAL_KEY_SHARE,
                        (config, hello) -> share(config, hello, new byte[] {4, 1, 2, 3})),
                changed(
                        "sends a session id of 33 bytes",
                        AlertDescription.DECODE_ERROR,
                        FailureReason.MALFORMED_MESSAGE,
                        (config, hello) -> hello.setSessionId(explicit(new byte[33]))),
                changed(
                        "sends an odd number of bytes for cipher suites",
                        AlertDescription.DECODE_ERROR,
                        FailureReason.MALFORMED_MESSAGE,
                        (config, hello) ->
                                hello.setCipherSuites(explicit(new byte[] {0x13, 0x01, 0x13}))),
                changed(
                        "sends a ClientHello with bytes behind it",
                        AlertDescription.DECODE_ERROR,
                        FailureReason.MALFORMED_MESSAGE,
                        (config, hello) -> hello.setExtensionBytes(append(new byte[] {0, 0, 0}))),
                changed(
                        "sends a ClientHello of 16 MiB by its length",
                        AlertDescription.ILLEGAL_PARAMETER,
                        FailureReason.MESSAGE_TOO_LARGE,
                        (config, hello) -> hello.setLength(explicit(0xffffff))));
    }

    private static AttackerFlow configured(
            String sentence,
            AlertDescription alert,
            FailureReason reason,
            Consumer<Config> change) {
        return new AttackerFlow(
                sentence,
                alert,
                reason,
                (config, trace) -> {
                    change.accept(config);
                    trace.addTlsAction(new SendAction(new ClientHelloMessage(config)));
                });
    }

    private static AttackerFlow changed(
            String sentence,
            AlertDescription alert,
            FailureReason reason,
            BiConsumer<Config, ClientHelloMessage> change) {
        return new AttackerFlow(
                sentence,
                alert,
                reason,
                (config, trace) -> {
                    ClientHelloMessage hello = new ClientHelloMessage(config);
                    change.accept(config, hello);
                    trace.addTlsAction(new SendAction(hello));
                });
    }

    private static void tooOld(Config config, ProtocolVersion version) {
        config.setHighestProtocolVersion(version);
        config.setSupportedVersions(version);
        config.setAddSupportedVersionsExtension(false);
        config.setAddKeyShareExtension(false);
        config.setAddExtensionsInSSL(false);
        config.setDefaultClientSupportedCipherSuites(
                CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA,
                CipherSuite.TLS_RSA_WITH_AES_128_CBC_SHA);
    }

    private static void groups(Config config, NamedGroup group) {
        config.setDefaultClientNamedGroups(group);
        config.setDefaultClientKeyShareNamedGroups(group);
    }

    private static ExtensionMessage extension(int type) {
        UnknownExtensionMessage extension = new UnknownExtensionMessage();
        extension.setTypeConfig(new byte[] {(byte) (type >> 8), (byte) type});
        extension.setDataConfig(new byte[0]);
        return extension;
    }

    private static void share(Config config, ClientHelloMessage hello, byte[] publicKey) {
        KeyShareEntry entry =
                new KeyShareEntry(
                        NamedGroup.SECP256R1,
                        config.getDefaultKeySharePrivateKey(NamedGroup.SECP256R1));
        entry.setPublicKey(explicit(publicKey));
        hello.getExtension(KeyShareExtensionMessage.class).setKeyShareList(List.of(entry));
    }

    private static byte[] offTheCurve() {
        byte[] point = new byte[65];
        point[0] = 4;
        point[64] = 1;
        return point;
    }
}
