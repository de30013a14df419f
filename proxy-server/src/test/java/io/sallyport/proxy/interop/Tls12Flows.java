package io.sallyport.proxy.interop;

import static de.rub.nds.modifiablevariable.util.Modifiable.explicit;
import static de.rub.nds.modifiablevariable.util.Modifiable.xor;

import de.rub.nds.tlsattacker.core.config.Config;
import de.rub.nds.tlsattacker.core.constants.CipherSuite;
import de.rub.nds.tlsattacker.core.protocol.ProtocolMessage;
import de.rub.nds.tlsattacker.core.protocol.message.ApplicationMessage;
import de.rub.nds.tlsattacker.core.protocol.message.ChangeCipherSpecMessage;
import de.rub.nds.tlsattacker.core.protocol.message.ClientHelloMessage;
import de.rub.nds.tlsattacker.core.protocol.message.ECDHClientKeyExchangeMessage;
import de.rub.nds.tlsattacker.core.protocol.message.FinishedMessage;
import de.rub.nds.tlsattacker.core.protocol.message.ServerHelloDoneMessage;
import de.rub.nds.tlsattacker.core.workflow.WorkflowTrace;
import de.rub.nds.tlsattacker.core.workflow.action.ReceiveTillAction;
import de.rub.nds.tlsattacker.core.workflow.action.ResetConnectionAction;
import de.rub.nds.tlsattacker.core.workflow.action.SendAction;
import de.rub.nds.tlsattacker.core.workflow.action.SendDynamicClientKeyExchangeAction;
import io.sallyport.proxy.insight.FailureReason;
import io.sallyport.tls.codepoint.AlertDescription;
import io.sallyport.tls.codepoint.NamedGroup;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/// TLS 1.2, step by step, in order and out of order.
final class Tls12Flows {
    private static final int VERIFY_DATA_LENGTH = 12;

    private Tls12Flows() {}

    /// What must be refused.
    static List<AttackerFlow> all() {
        return List.of(
                hello(
                        "leaves renegotiation_info out",
                        AlertDescription.HANDSHAKE_FAILURE,
                        FailureReason.INSECURE_RENEGOTIATION,
                        config -> config.setAddRenegotiationInfoExtension(false)),
                hello(
                        "leaves signature_algorithms out",
                        AlertDescription.HANDSHAKE_FAILURE,
                        FailureReason.NO_SHARED_SIGNATURE_SCHEME,
                        config -> config.setAddSignatureAndHashAlgorithmsExtension(false)),
                hello(
                        "offers only suites of block ciphers",
                        AlertDescription.HANDSHAKE_FAILURE,
                        FailureReason.NO_SHARED_CIPHER_SUITE,
                        config ->
                                config.setDefaultClientSupportedCipherSuites(
                                        CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA)),
                second(
                        "sends change_cipher_spec before ClientKeyExchange",
                        FailureReason.UNEXPECTED_MESSAGE,
                        trace -> send(trace, new ChangeCipherSpecMessage())),
                second(
                        "sends Finished in place of ClientKeyExchange",
                        FailureReason.UNEXPECTED_MESSAGE,
                        trace -> send(trace, finished())),
                second(
                        "sends application data in place of ClientKeyExchange",
                        FailureReason.UNEXPECTED_MESSAGE,
                        trace -> send(trace, application())),
                second(
                        "sends a second ClientKeyExchange",
                        FailureReason.UNEXPECTED_MESSAGE,
                        trace -> {
                            keyExchange(trace);
                            keyExchange(trace);
                        }),
                second(
                        "sends Finished without change_cipher_spec",
                        FailureReason.UNEXPECTED_MESSAGE,
                        trace -> {
                            keyExchange(trace);
                            send(trace, finished());
                        }),
                second(
                        "sends change_cipher_spec twice",
                        FailureReason.UNEXPECTED_MESSAGE,
                        trace -> {
                            keyExchange(trace);
                            send(trace, new ChangeCipherSpecMessage());
                            send(trace, new ChangeCipherSpecMessage());
                        }),
                second(
                        "sends application data before its Finished",
                        FailureReason.UNEXPECTED_MESSAGE,
                        trace -> {
                            keyExchange(trace);
                            send(trace, new ChangeCipherSpecMessage());
                            send(trace, application());
                        }),
                new AttackerFlow(
                        "sends a point off the curve",
                        AlertDescription.ILLEGAL_PARAMETER,
                        FailureReason.ILLEGAL_KEY_SHARE,
                        of((config, trace) -> {
                            serverFlight(config, trace);
                            ECDHClientKeyExchangeMessage message =
                                    new ECDHClientKeyExchangeMessage();
                            message.setPublicKey(xor(new byte[] {1}, 64));
                            send(trace, message);
                        })),
                new AttackerFlow(
                        "sends a Finished with wrong verify_data",
                        AlertDescription.DECRYPT_ERROR,
                        FailureReason.FINISHED_MISMATCH,
                        of((config, trace) -> {
                            serverFlight(config, trace);
                            keyExchange(trace);
                            FinishedMessage message = new FinishedMessage();
                            message.setVerifyData(xor(new byte[] {1}, 0));
                            send(trace, new ChangeCipherSpecMessage(), message);
                        })),
                afterwards(
                        "renegotiates", AlertDescription.NO_RENEGOTIATION, ClientHelloMessage::new),
                afterwards(
                        "sends change_cipher_spec",
                        AlertDescription.UNEXPECTED_MESSAGE,
                        _ -> new ChangeCipherSpecMessage()),
                afterwards(
                        "sends a second Finished",
                        AlertDescription.UNEXPECTED_MESSAGE,
                        _ -> finished()));
    }

    static void serverFlight(Config config, WorkflowTrace trace) {
        trace.addTlsAction(new SendAction(new ClientHelloMessage(config)));
        trace.addTlsAction(new ReceiveTillAction(new ServerHelloDoneMessage()));
    }

    static void handshake(Config config, WorkflowTrace trace) {
        serverFlight(config, trace);
        trace.addTlsAction(new SendDynamicClientKeyExchangeAction());
        trace.addTlsAction(new SendAction(new ChangeCipherSpecMessage(), new FinishedMessage()));
        trace.addTlsAction(new ReceiveTillAction(new FinishedMessage()));
    }

    /// In a connection of its own, after a handshake.
    static void resumption(Config config, WorkflowTrace trace) {
        trace.addTlsAction(new ResetConnectionAction());
        trace.addTlsAction(new SendAction(new ClientHelloMessage(config)));
        trace.addTlsAction(new ReceiveTillAction(new FinishedMessage()));
        trace.addTlsAction(new SendAction(new ChangeCipherSpecMessage(), new FinishedMessage()));
    }

    private static AttackerFlow hello(
            String sentence,
            AlertDescription alert,
            FailureReason reason,
            Consumer<Config> change) {
        return new AttackerFlow(
                sentence,
                alert,
                reason,
                of((config, trace) -> {
                    change.accept(config);
                    trace.addTlsAction(new SendAction(new ClientHelloMessage(config)));
                }));
    }

    /// After the server's flight.
    private static AttackerFlow second(
            String sentence, FailureReason reason, Consumer<WorkflowTrace> steps) {
        return new AttackerFlow(
                sentence,
                AlertDescription.UNEXPECTED_MESSAGE,
                reason,
                of((config, trace) -> {
                    serverFlight(config, trace);
                    steps.accept(trace);
                }));
    }

    /// When the handshake is over.
    private static AttackerFlow afterwards(
            String sentence, AlertDescription alert, Function<Config, ProtocolMessage> message) {
        return new AttackerFlow(
                sentence + " after the handshake",
                alert,
                null,
                of((config, trace) -> {
                    handshake(config, trace);
                    send(trace, message.apply(config));
                }));
    }

    private static AttackerFlow.Script of(AttackerFlow.Script script) {
        return (config, trace) -> {
            Attacker.speakTls12(
                    config,
                    List.of(
                            io.sallyport.tls.codepoint.CipherSuite
                                    .TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256),
                    List.of(NamedGroup.SECP256R1));
            script.write(config, trace);
        };
    }

    private static void keyExchange(WorkflowTrace trace) {
        trace.addTlsAction(new SendDynamicClientKeyExchangeAction());
    }

    private static void send(WorkflowTrace trace, ProtocolMessage... messages) {
        trace.addTlsAction(new SendAction(messages));
    }

    private static FinishedMessage finished() {
        FinishedMessage finished = new FinishedMessage();
        finished.setVerifyData(explicit(new byte[VERIFY_DATA_LENGTH]));
        return finished;
    }

    private static ApplicationMessage application() {
        ApplicationMessage application = new ApplicationMessage();
        application.setData(explicit(new byte[] {'G', 'E', 'T'}));
        return application;
    }
}
