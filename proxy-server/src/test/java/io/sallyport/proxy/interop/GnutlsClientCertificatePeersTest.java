package io.sallyport.proxy.interop;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `gnutls-cli` authenticates itself.
class GnutlsClientCertificatePeersTest extends ClientCertificatePeers {

    @Override
    Optional<String> absence() {
        return Peers.absenceOf("gnutls-cli");
    }

    @Override
    String ask(Call call) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "gnutls-cli",
                                "--x509cafile=" + call.authorities(),
                                "--sni-hostname=" + NAME,
                                "--verify-hostname=" + NAME,
                                "--priority=NORMAL:-VERS-ALL:+VERS-TLS"
                                        + (call.isTls12() ? "1.2" : "1.3"),
                                "--port=" + call.port()));
        ShownCertificate shown = call.certificate();
        if (shown != null) {
            command.add("--x509certfile=" + shown.chain());
            command.add("--x509keyfile=" + shown.key());
        }
        command.add(call.host());
        try (Program client = Program.start(command, Map.of(), LIMIT)) {
            client.await("- Simple Client Mode:");
            send(client);
            client.await("</pre>");
            client.awaitSuccess();
            return client.output();
        }
    }

    @Override
    String refusal(String version) {
        return version.equals("TLSv1.3") ? "Certificate is required" : "Handshake failed";
    }
}
