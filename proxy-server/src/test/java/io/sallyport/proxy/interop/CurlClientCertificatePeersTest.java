package io.sallyport.proxy.interop;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `curl` authenticates itself.
class CurlClientCertificatePeersTest extends ClientCertificatePeers {

    @Override
    Optional<String> absence() {
        return Peers.absenceOf("curl");
    }

    @Override
    String ask(Call call) throws IOException {
        String authority = NAME + ":" + call.port();
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "curl",
                                "--silent",
                                "--show-error",
                                "--fail",
                                "--noproxy",
                                "*",
                                "--cacert",
                                call.authorities().toString(),
                                "--resolve",
                                authority + ":" + call.host(),
                                call.isTls12() ? "--tlsv1.2" : "--tlsv1.3",
                                "--tls-max",
                                call.isTls12() ? "1.2" : "1.3",
                                "https://" + authority + "/"));
        ShownCertificate shown = call.certificate();
        if (shown != null) {
            command.addAll(
                    List.of("--cert", shown.chain().toString(), "--key", shown.key().toString()));
        }
        return Program.run(command, Map.of(), LIMIT);
    }

    @Override
    String refusal(String version) {
        return version.equals("TLSv1.3") ? "alert certificate required" : "alert handshake failure";
    }
}
