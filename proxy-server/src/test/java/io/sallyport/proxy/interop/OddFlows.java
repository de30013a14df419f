package io.sallyport.proxy.interop;

import static de.rub.nds.modifiablevariable.util.Modifiable.explicit;

import de.rub.nds.tlsattacker.core.config.Config;
import de.rub.nds.tlsattacker.core.protocol.message.ApplicationMessage;
import de.rub.nds.tlsattacker.core.protocol.message.ChangeCipherSpecMessage;
import de.rub.nds.tlsattacker.core.protocol.message.ClientHelloMessage;
import de.rub.nds.tlsattacker.core.protocol.message.FinishedMessage;
import de.rub.nds.tlsattacker.core.protocol.message.KeyUpdateMessage;
import de.rub.nds.tlsattacker.core.protocol.message.extension.UnknownExtensionMessage;
import de.rub.nds.tlsattacker.core.record.Record;
import de.rub.nds.tlsattacker.core.record.RecordCryptoComputations;
import de.rub.nds.tlsattacker.core.workflow.WorkflowTrace;
import de.rub.nds.tlsattacker.core.workflow.action.ReceiveTillAction;
import de.rub.nds.tlsattacker.core.workflow.action.SendAction;
import java.util.List;

/// What hardly any client does, and every client may.
final class OddFlows {
    private static final int PADDING = 1000;

    /// @param sentence what the client does
    record OddFlow(String sentence, AttackerFlow.Script script) {}

    private OddFlows() {}

    static List<OddFlow> all() {
        return List.of(
                new OddFlow("does nothing special", HandshakeFlows::handshake),
                new OddFlow(
                        "sends every byte of its ClientHello in a record of its own",
                        (config, trace) -> {
                            config.setDefaultMaxRecordData(1);
                            trace.addTlsAction(new SendAction(new ClientHelloMessage(config)));
                            finish(trace);
                        }),
                new OddFlow(
                        "marks its first record as TLS 1.2",
                        (config, trace) -> recordVersion(config, trace, (byte) 3)),
                new OddFlow(
                        "marks its first record as SSL 3.0",
                        (config, trace) -> recordVersion(config, trace, (byte) 0)),
                new OddFlow(
                        "marks its first record as a version yet to come",
                        (config, trace) -> recordVersion(config, trace, (byte) 0x7f)),
                new OddFlow(
                        "sends an extension that nobody knows",
                        (config, trace) -> {
                            ClientHelloMessage hello = new ClientHelloMessage(config);
                            UnknownExtensionMessage extension = new UnknownExtensionMessage();
                            extension.setTypeConfig(new byte[] {0x7a, 0x7a});
                            extension.setDataConfig(new byte[] {1, 2, 3});
                            hello.getExtensions().addFirst(extension);
                            trace.addTlsAction(new SendAction(hello));
                            finish(trace);
                        }),
                new OddFlow(
                        "sends change_cipher_spec for old middleboxes",
                        (config, trace) -> {
                            HandshakeFlows.serverFlight(config, trace);
                            trace.addTlsAction(
                                    new SendAction(
                                            new ChangeCipherSpecMessage(), new FinishedMessage()));
                        }),
                new OddFlow(
                        "pads its records",
                        (config, trace) -> {
                            HandshakeFlows.serverFlight(config, trace);
                            SendAction finished = new SendAction(new FinishedMessage());
                            finished.setConfiguredRecords(padded());
                            trace.addTlsAction(finished);
                        }),
                new OddFlow(
                        "sends records of application data without data",
                        (config, trace) -> {
                            HandshakeFlows.handshake(config, trace);
                            ApplicationMessage nothing = new ApplicationMessage();
                            nothing.setData(explicit(new byte[0]));
                            trace.addTlsAction(new SendAction(nothing));
                        }),
                new OddFlow(
                        "changes its keys",
                        (config, trace) -> {
                            HandshakeFlows.handshake(config, trace);
                            trace.addTlsAction(new SendAction(new KeyUpdateMessage()));
                        }));
    }

    private static void recordVersion(Config config, WorkflowTrace trace, byte minor) {
        SendAction hello = new SendAction(new ClientHelloMessage(config));
        hello.setConfiguredRecords(RecordFlows.version((byte) 3, minor));
        trace.addTlsAction(hello);
        finish(trace);
    }

    private static void finish(WorkflowTrace trace) {
        trace.addTlsAction(new ReceiveTillAction(new FinishedMessage()));
        trace.addTlsAction(new SendAction(new FinishedMessage()));
    }

    private static Record padded() {
        Record record = new Record();
        record.setComputations(new RecordCryptoComputations());
        record.getComputations().setAdditionalPaddingLength(explicit(PADDING));
        return record;
    }
}
