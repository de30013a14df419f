package io.sallyport.proxy.interop;

import static de.rub.nds.modifiablevariable.util.Modifiable.explicit;

import de.rub.nds.tlsattacker.core.config.Config;
import de.rub.nds.tlsattacker.core.protocol.message.ApplicationMessage;
import de.rub.nds.tlsattacker.core.workflow.WorkflowTrace;
import de.rub.nds.tlsattacker.core.workflow.action.SendAction;
import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.codepoint.KeyType;
import io.sallyport.tls.codepoint.ProtocolVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Optional;

/// TLS-Attacker, for once as a client that keeps to the protocol. It does not verify certificates.
final class AttackerPeer implements Peer {

    @Override
    public String name() {
        return "TLS-Attacker";
    }

    @Override
    public Optional<String> absence() {
        return Optional.empty();
    }

    @Override
    public String version() {
        return Attacker.version();
    }

    @Override
    public Abilities abilities() {
        return new Abilities(
                EnumSet.copyOf(CipherSuite.of(ProtocolVersion.TLS_1_2)),
                OpensslPeer.GROUPS,
                EnumSet.noneOf(KeyType.class),
                EnumSet.of(
                        Feature.TICKET,
                        Feature.SESSION_ID,
                        Feature.EXTENDED_MASTER_SECRET,
                        Feature.PKCS1_SIGNATURE),
                true,
                true);
    }

    @Override
    public String exchange(Offer offer) throws IOException {
        Attacker.Received received =
                Attacker.converse(
                        offer.server(),
                        offer.serverName(),
                        (config, trace) -> {
                            Attacker.speakTls12(config, offer.cipherSuites(), offer.groups());
                            config.setAddSessionTicketTLSExtension(
                                    offer.resumption() == Feature.TICKET);
                            write(config, trace, offer);
                        });
        if (!received.data().contains(offer.answer())) {
            throw new IOException("no answer in: " + received);
        }
        return received.data();
    }

    private static void write(Config config, WorkflowTrace trace, Offer offer) {
        Tls12Flows.handshake(config, trace);
        if (offer.resumes()) {
            Tls12Flows.resumption(config, trace);
        }
        ApplicationMessage request = new ApplicationMessage();
        request.setData(explicit(offer.request().getBytes(StandardCharsets.ISO_8859_1)));
        trace.addTlsAction(new SendAction(request));
    }
}
