package io.sallyport.proxy.interop;

import static de.rub.nds.modifiablevariable.util.Modifiable.explicit;
import static de.rub.nds.modifiablevariable.util.Modifiable.xor;

import de.rub.nds.tlsattacker.core.config.Config;
import de.rub.nds.tlsattacker.core.constants.NamedGroup;
import de.rub.nds.tlsattacker.core.protocol.ProtocolMessage;
import de.rub.nds.tlsattacker.core.protocol.message.ApplicationMessage;
import de.rub.nds.tlsattacker.core.protocol.message.ChangeCipherSpecMessage;
import de.rub.nds.tlsattacker.core.protocol.message.ClientHelloMessage;
import de.rub.nds.tlsattacker.core.protocol.message.EndOfEarlyDataMessage;
import de.rub.nds.tlsattacker.core.protocol.message.FinishedMessage;
import de.rub.nds.tlsattacker.core.protocol.message.KeyUpdateMessage;
import de.rub.nds.tlsattacker.core.protocol.message.ServerHelloMessage;
import de.rub.nds.tlsattacker.core.workflow.WorkflowTrace;
import de.rub.nds.tlsattacker.core.workflow.action.ReceiveTillAction;
import de.rub.nds.tlsattacker.core.workflow.action.SendAction;
import io.sallyport.proxy.insight.FailureReason;
import io.sallyport.tls.codepoint.AlertDescription;
import java.util.List;
import java.util.function.Function;

/// Messages that come out of order, or do not say what they must.
final class HandshakeFlows {
    private HandshakeFlows() {}

    static List<AttackerFlow> all() {
        return List.of(
                first(
                        "begins with change_cipher_spec",
                        FailureReason.ILLEGAL_CHANGE_CIPHER_SPEC,
                        config -> new ChangeCipherSpecMessage()),
                first(
                        "begins with Finished",
                        FailureReason.UNEXPECTED_MESSAGE,
                        config -> finished(new byte[32])),
                first(
                        "begins with application data",
                        FailureReason.UNEXPECTED_MESSAGE,
                        config -> application()),
                first(
                        "begins with KeyUpdate",
                        FailureReason.UNEXPECTED_MESSAGE,
                        config -> new KeyUpdateMessage()),
                second(
                        "sends a second ClientHello that nobody asked for",
                        AlertDescription.UNEXPECTED_MESSAGE,
                        FailureReason.UNEXPECTED_MESSAGE,
                        ClientHelloMessage::new),
                new AttackerFlow(
                        "sends the same ClientHello again when asked for another share",
                        AlertDescription.ILLEGAL_PARAMETER,
                        FailureReason.INCONSISTENT_SECOND_HELLO,
                        HandshakeFlows::ignoresRetry),
                second(
                        "sends a Finished with wrong verify_data",
                        AlertDescription.DECRYPT_ERROR,
                        FailureReason.FINISHED_MISMATCH,
                        config -> wrongFinished()),
                second(
                        "sends a Finished that is too short",
                        AlertDescription.DECODE_ERROR,
                        FailureReason.MALFORMED_MESSAGE,
                        config -> finished(new byte[31])),
                second(
                        "sends application data before its Finished",
                        AlertDescription.UNEXPECTED_MESSAGE,
                        FailureReason.UNEXPECTED_MESSAGE,
                        config -> application()),
                second(
                        "sends KeyUpdate before its Finished",
                        AlertDescription.UNEXPECTED_MESSAGE,
                        FailureReason.UNEXPECTED_MESSAGE,
                        config -> new KeyUpdateMessage()),
                second(
                        "sends EndOfEarlyData that belongs to no early data",
                        AlertDescription.UNEXPECTED_MESSAGE,
                        FailureReason.UNEXPECTED_MESSAGE,
                        config -> new EndOfEarlyDataMessage()),
                second(
                        "sends a change_cipher_spec of another value",
                        AlertDescription.UNEXPECTED_MESSAGE,
                        FailureReason.ILLEGAL_CHANGE_CIPHER_SPEC,
                        config -> changeCipherSpec(new byte[] {2})),
                second(
                        "sends a change_cipher_spec of two bytes",
                        AlertDescription.UNEXPECTED_MESSAGE,
                        FailureReason.ILLEGAL_CHANGE_CIPHER_SPEC,
                        config -> changeCipherSpec(new byte[] {1, 1})),
                afterwards("sends a second Finished", config -> finished(new byte[32])),
                afterwards("renegotiates", ClientHelloMessage::new),
                new AttackerFlow(
                        "sends a KeyUpdate that asks for something else",
                        AlertDescription.ILLEGAL_PARAMETER,
                        null,
                        (config, trace) -> {
                            handshake(config, trace);
                            KeyUpdateMessage update = new KeyUpdateMessage();
                            update.setRequestMode(explicit((byte) 2));
                            trace.addTlsAction(new SendAction(update));
                        }),
                afterwards("sends change_cipher_spec", config -> new ChangeCipherSpecMessage()));
    }

    /// As the first message of all.
    private static AttackerFlow first(
            String sentence, FailureReason reason, Function<Config, ProtocolMessage> message) {
        return new AttackerFlow(
                sentence,
                AlertDescription.UNEXPECTED_MESSAGE,
                reason,
                (config, trace) -> trace.addTlsAction(new SendAction(message.apply(config))));
    }

    /// In place of the client's Finished.
    private static AttackerFlow second(
            String sentence,
            AlertDescription alert,
            FailureReason reason,
            Function<Config, ProtocolMessage> message) {
        return new AttackerFlow(
                sentence,
                alert,
                reason,
                (config, trace) -> {
                    serverFlight(config, trace);
                    trace.addTlsAction(new SendAction(message.apply(config)));
                });
    }

    /// When the handshake is over.
    private static AttackerFlow afterwards(
            String sentence, Function<Config, ProtocolMessage> message) {
        return new AttackerFlow(
                sentence + " after the handshake",
                AlertDescription.UNEXPECTED_MESSAGE,
                null,
                (config, trace) -> {
                    handshake(config, trace);
                    trace.addTlsAction(new SendAction(message.apply(config)));
                });
    }

    private static void ignoresRetry(Config config, WorkflowTrace trace) {
        config.setDefaultClientNamedGroups(NamedGroup.SECP256R1);
        config.setDefaultClientKeyShareNamedGroups(List.of());
        trace.addTlsAction(new SendAction(new ClientHelloMessage(config)));
        trace.addTlsAction(new ReceiveTillAction(new ServerHelloMessage()));
        trace.addTlsAction(new SendAction(new ClientHelloMessage(config)));
    }

    static void serverFlight(Config config, WorkflowTrace trace) {
        trace.addTlsAction(new SendAction(new ClientHelloMessage(config)));
        trace.addTlsAction(new ReceiveTillAction(new FinishedMessage()));
    }

    static void handshake(Config config, WorkflowTrace trace) {
        serverFlight(config, trace);
        trace.addTlsAction(new SendAction(new FinishedMessage()));
    }

    private static FinishedMessage wrongFinished() {
        FinishedMessage finished = new FinishedMessage();
        finished.setVerifyData(xor(new byte[] {1}, 0));
        return finished;
    }

    private static FinishedMessage finished(byte[] verifyData) {
        FinishedMessage finished = new FinishedMessage();
        finished.setVerifyData(explicit(verifyData));
        return finished;
    }

    private static ApplicationMessage application() {
        ApplicationMessage application = new ApplicationMessage();
        application.setData(explicit(new byte[] {'G', 'E', 'T'}));
        return application;
    }

    private static ChangeCipherSpecMessage changeCipherSpec(byte[] value) {
        ChangeCipherSpecMessage message = new ChangeCipherSpecMessage();
        message.setCcsProtocolType(explicit(value));
        return message;
    }
}
