package io.sallyport.proxy.interop;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `openssl s_client` authenticates itself.
class OpensslClientCertificatePeersTest extends ClientCertificatePeers {

    @Override
    Optional<String> absence() {
        return Peers.absenceOf("openssl");
    }

    @Override
    String ask(Call call) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "openssl",
                                "s_client",
                                "-connect",
                                call.host() + ":" + call.port(),
                                "-servername",
                                NAME,
                                "-verify_hostname",
                                NAME,
                                "-CAfile",
                                call.authorities().toString(),
                                "-verify_return_error",
                                call.isTls12() ? "-tls1_2" : "-tls1_3"));
        ShownCertificate shown = call.certificate();
        if (shown != null) {
            command.addAll(
                    List.of("-cert", shown.chain().toString(), "-key", shown.key().toString()));
        }
        try (Program client = Program.start(command, Map.of(), LIMIT)) {
            client.await("Verify return code: 0 (ok)");
            send(client);
            client.await("</pre>");
            client.awaitSuccess();
            return client.output();
        }
    }

    @Override
    String refusal(String version) {
        return version.equals("TLSv1.3") ? "SSL alert number 116" : "SSL alert number 40";
    }
}
