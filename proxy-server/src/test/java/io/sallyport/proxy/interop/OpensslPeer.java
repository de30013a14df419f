package io.sallyport.proxy.interop;

import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.codepoint.KeyType;
import io.sallyport.tls.codepoint.NamedGroup;
import io.sallyport.tls.codepoint.ProtocolVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// `openssl s_client`, of the 3.0 series that distributions ship.
final class OpensslPeer implements Peer {
    static final Set<NamedGroup> GROUPS =
            EnumSet.complementOf(
                    EnumSet.of(
                            NamedGroup.X25519MLKEM768,
                            NamedGroup.SECP256R1MLKEM768,
                            NamedGroup.SECP384R1MLKEM1024));

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Path authorities;
    private final Path folder;

    /// @param folder for its sessions
    OpensslPeer(Path authorities, Path folder) {
        this.authorities = authorities;
        this.folder = folder;
    }

    @Override
    public String name() {
        return "openssl";
    }

    @Override
    public Optional<String> absence() {
        return Peers.absenceOf("openssl");
    }

    @Override
    public String version() throws IOException {
        return Program.run(List.of("openssl", "version"), Map.of(), LIMIT)
                .lines()
                .findFirst()
                .orElse("");
    }

    @Override
    public Abilities abilities() {
        return new Abilities(
                EnumSet.allOf(CipherSuite.class),
                GROUPS,
                EnumSet.allOf(KeyType.class),
                EnumSet.allOf(Feature.class),
                true,
                true);
    }

    @Override
    public String exchange(Offer offer) throws IOException {
        if (!offer.resumes()) {
            return exchange(offer, List.of());
        }
        String session = folder.resolve("openssl-" + offer.question()).toString();
        exchange(offer, List.of("-sess_out", session));
        String output = exchange(offer, List.of("-sess_in", session));
        if (!output.contains("Reused, " + offer.version().label())) {
            throw new IOException("not resumed:\n" + output);
        }
        return output;
    }

    private String exchange(Offer offer, List<String> more) throws IOException {
        List<String> command = command(offer);
        command.addAll(more);
        try (Program client = Program.start(command, Map.of(), LIMIT)) {
            // s_client takes commands only once it is connected
            client.await("Verify return code: 0 (ok)");
            if (offer.updateKeys()) {
                client.send("K\n");
                client.await("<<< TLS 1.3, Handshake [length 0005], KeyUpdate");
            }
            client.send(offer.request());
            client.await(offer.answer());
            client.awaitSuccess();
            return client.output();
        }
    }

    private List<String> command(Offer offer) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "openssl",
                                "s_client",
                                "-connect",
                                offer.host() + ":" + offer.port(),
                                "-servername",
                                offer.serverName(),
                                "-verify_hostname",
                                offer.serverName(),
                                "-CAfile",
                                authorities.toString(),
                                "-verify_return_error",
                                "-groups",
                                groups(offer)));
        command.addAll(
                offer.isTls12()
                        ? List.of("-tls1_2", "-cipher", suites(offer))
                        : List.of("-ciphersuites", suites(offer)));
        if (!offer.applicationProtocols().isEmpty()) {
            command.addAll(List.of("-alpn", String.join(",", offer.applicationProtocols())));
        }
        if (offer.recordSize() > 0) {
            command.addAll(List.of("-maxfraglen", String.valueOf(offer.recordSize())));
        }
        if (offer.updateKeys()) {
            command.add("-msg");
        }
        return command;
    }

    /// In the notation of OpenSSL, which takes the registered names of suites of TLS 1.3, and has its own
    /// for those of TLS 1.2.
    static String suites(Offer offer) {
        return offer.cipherSuites().stream()
                .map(suite ->
                        suite.version() == ProtocolVersion.TLS_1_3
                                ? suite.label()
                                : tls12Name(suite))
                .collect(Collectors.joining(":"));
    }

    private static String tls12Name(CipherSuite suite) {
        return suite.label()
                .replaceFirst("TLS_(RSA_WITH_)?", "")
                .replace("_WITH_", "-")
                .replace("AES_", "AES")
                .replace("POLY1305_SHA256", "POLY1305")
                .replace('_', '-');
    }

    /// In the notation of OpenSSL.
    static String groups(Offer offer) {
        return offer.groups().stream().map(NamedGroup::label).collect(Collectors.joining(":"));
    }
}
