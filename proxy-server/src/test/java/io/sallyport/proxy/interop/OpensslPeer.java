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

    OpensslPeer(Path authorities) {
        this.authorities = authorities;
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
                EnumSet.copyOf(CipherSuite.of(ProtocolVersion.TLS_1_3)),
                GROUPS,
                EnumSet.allOf(KeyType.class),
                EnumSet.allOf(Feature.class),
                true,
                true);
    }

    @Override
    public String exchange(Offer offer) throws IOException {
        try (Program client = Program.start(command(offer), Map.of(), LIMIT)) {
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
                                "-ciphersuites",
                                suites(offer),
                                "-groups",
                                groups(offer)));
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

    /// In the notation of OpenSSL, which takes the registered names of suites.
    static String suites(Offer offer) {
        return offer.cipherSuites().stream()
                .map(CipherSuite::label)
                .collect(Collectors.joining(":"));
    }

    /// In the notation of OpenSSL.
    static String groups(Offer offer) {
        return offer.groups().stream().map(NamedGroup::label).collect(Collectors.joining(":"));
    }
}
