package io.sallyport.proxy.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// NSS authenticates itself, by its `tstclnt`. Its database takes no Ed25519 keys.
class NssClientCertificatePeersTest extends ClientCertificatePeers {

    @Override
    Optional<String> absence() {
        return Peers.absenceOf("tstclnt")
                .or(() -> Peers.absenceOf("certutil"))
                .or(() -> Peers.absenceOf("pk12util"));
    }

    @Override
    String ask(Call call) throws IOException {
        NssDatabase database = new NssDatabase(call.folder().resolve("nss"), call.authorities());
        Path request = Files.writeString(call.folder().resolve("request"), REQUEST);
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "tstclnt",
                                "-4",
                                "-h",
                                call.host(),
                                "-p",
                                call.port(),
                                "-a",
                                NAME,
                                "-A",
                                request.toString(),
                                "-d",
                                "sql:" + database.folder(),
                                "-V",
                                call.isTls12() ? "tls1.2:tls1.2" : "tls1.3:tls1.3",
                                "-O"));
        ShownCertificate shown = call.certificate();
        if (shown != null) {
            database.add(shown.store(), ShownCertificate.PASSWORD);
            command.addAll(List.of("-n", "client"));
        }
        return Program.run(command, Map.of(), LIMIT);
    }

    @Override
    String refusal(String version) {
        return version.equals("TLSv1.3")
                ? "SSL_ERROR_RX_CERTIFICATE_REQUIRED_ALERT"
                : "SSL_ERROR_HANDSHAKE_FAILURE_ALERT";
    }

    @Override
    Optional<String> objection(String version, String kind) {
        return kind.equals("Ed25519") ? Optional.of("pk12util") : Optional.empty();
    }
}
