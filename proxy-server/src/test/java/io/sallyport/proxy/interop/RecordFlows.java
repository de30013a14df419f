package io.sallyport.proxy.interop;

import static de.rub.nds.modifiablevariable.util.Modifiable.explicit;
import static de.rub.nds.modifiablevariable.util.Modifiable.xor;

import de.rub.nds.tlsattacker.core.protocol.message.ApplicationMessage;
import de.rub.nds.tlsattacker.core.protocol.message.ClientHelloMessage;
import de.rub.nds.tlsattacker.core.protocol.message.FinishedMessage;
import de.rub.nds.tlsattacker.core.record.Record;
import de.rub.nds.tlsattacker.core.record.RecordCryptoComputations;
import de.rub.nds.tlsattacker.core.workflow.action.SendAction;
import io.sallyport.proxy.insight.FailureReason;
import io.sallyport.tls.codepoint.AlertDescription;
import java.util.List;

/// Records that must be refused.
final class RecordFlows {
    private static final byte HANDSHAKE = 22;
    private static final int TOO_LONG = (1 << 14) + 1;

    private RecordFlows() {}

    static List<AttackerFlow> all() {
        return List.of(
                hello(
                        "sends a record of an unknown type",
                        AlertDescription.UNEXPECTED_MESSAGE,
                        FailureReason.NOT_TLS,
                        unknownType()),
                hello(
                        "sends a record of version 2.0",
                        AlertDescription.UNEXPECTED_MESSAGE,
                        FailureReason.NOT_TLS,
                        version((byte) 2, (byte) 0)),
                hello(
                        "sends an empty handshake record",
                        AlertDescription.UNEXPECTED_MESSAGE,
                        FailureReason.MALFORMED_RECORD,
                        content(new byte[0])),
                hello(
                        "sends a record of 2^14 + 1 bytes",
                        AlertDescription.RECORD_OVERFLOW,
                        FailureReason.RECORD_TOO_LARGE,
                        content(new byte[TOO_LONG])),
                finished(
                        "changes a bit of a protected record",
                        AlertDescription.BAD_RECORD_MAC,
                        FailureReason.BAD_RECORD_MAC,
                        badTag()),
                finished(
                        "sends its Finished in the clear",
                        AlertDescription.UNEXPECTED_MESSAGE,
                        FailureReason.UNEXPECTED_MESSAGE,
                        inTheClear()),
                new AttackerFlow(
                        "changes a bit of application data",
                        AlertDescription.BAD_RECORD_MAC,
                        null,
                        (config, trace) -> {
                            HandshakeFlows.handshake(config, trace);
                            ApplicationMessage message = new ApplicationMessage();
                            message.setData(explicit(new byte[] {'G', 'E', 'T'}));
                            SendAction send = new SendAction(message);
                            send.setConfiguredRecords(badTag());
                            trace.addTlsAction(send);
                        }));
    }

    /// Around the ClientHello.
    private static AttackerFlow hello(
            String sentence, AlertDescription alert, FailureReason reason, Record record) {
        return new AttackerFlow(
                sentence,
                alert,
                reason,
                (config, trace) -> {
                    SendAction send = new SendAction(new ClientHelloMessage(config));
                    send.setConfiguredRecords(record);
                    trace.addTlsAction(send);
                });
    }

    /// Around the client's Finished.
    private static AttackerFlow finished(
            String sentence, AlertDescription alert, FailureReason reason, Record record) {
        return new AttackerFlow(
                sentence,
                alert,
                reason,
                (config, trace) -> {
                    HandshakeFlows.serverFlight(config, trace);
                    SendAction send = new SendAction(new FinishedMessage());
                    send.setConfiguredRecords(record);
                    trace.addTlsAction(send);
                });
    }

    private static Record unknownType() {
        Record record = new Record();
        record.setContentType(explicit((byte) 99));
        return record;
    }

    static Record version(byte major, byte minor) {
        Record record = new Record();
        record.setProtocolVersion(explicit(new byte[] {major, minor}));
        return record;
    }

    private static Record content(byte[] content) {
        Record record = new Record();
        record.setProtocolMessageBytes(explicit(content));
        return record;
    }

    private static Record badTag() {
        Record record = new Record();
        record.setComputations(new RecordCryptoComputations());
        record.getComputations().setAuthenticationTag(xor(new byte[] {1}, 0));
        return record;
    }

    private static Record inTheClear() {
        Record record = new Record();
        record.setContentType(explicit(HANDSHAKE));
        record.setProtocolMessageBytes(explicit(new byte[] {20, 0, 0, 32}));
        return record;
    }
}
