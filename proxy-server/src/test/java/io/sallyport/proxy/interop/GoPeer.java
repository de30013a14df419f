package io.sallyport.proxy.interop;

import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.codepoint.KeyExchangeAlgorithm;
import io.sallyport.tls.codepoint.KeyType;
import io.sallyport.tls.codepoint.NamedGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Go's crypto/tls, by a small program that is built here.
final class GoPeer implements Peer {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    /// A first build compiles parts of Go's library.
    private static final Duration BUILD_LIMIT = Duration.ofMinutes(2);

    private final Path authorities;
    private final Path folder;

    /// @param folder to build in
    GoPeer(Path authorities, Path folder) {
        this.authorities = authorities;
        this.folder = folder;
    }

    @Override
    public String name() {
        return "Go";
    }

    @Override
    public Optional<String> absence() {
        return Peers.absenceOf("go");
    }

    @Override
    public String version() throws IOException {
        return Program.run(List.of("go", "version"), environment(), LIMIT).strip();
    }

    /// Of its suites it offers all or none, and of signature schemes all that it has.
    @Override
    public Abilities abilities() {
        return new Abilities(
                EnumSet.copyOf(
                        Arrays.stream(CipherSuite.values())
                                .filter(s -> s.keyExchange() != KeyExchangeAlgorithm.DHE_RSA)
                                .toList()),
                EnumSet.of(
                        NamedGroup.X25519,
                        NamedGroup.SECP256R1,
                        NamedGroup.SECP384R1,
                        NamedGroup.SECP521R1),
                EnumSet.complementOf(EnumSet.of(KeyType.RSA_PSS, KeyType.ED448)),
                EnumSet.of(
                        Feature.HELLO_RETRY,
                        Feature.ALPN,
                        Feature.WILDCARD,
                        Feature.REFUSES_UNKNOWN_ISSUER,
                        Feature.PRE_SHARED_KEY,
                        Feature.TICKET,
                        Feature.PKCS1_SIGNATURE),
                false,
                true);
    }

    @Override
    public String exchange(Offer offer) throws IOException {
        String output = Program.run(command(offer), environment(), LIMIT);
        if (!output.contains(offer.answer())) {
            throw new IOException("no answer in:\n" + output);
        }
        return output;
    }

    private List<String> command(Offer offer) throws IOException {
        return List.of(
                program().toString(),
                "-address=" + offer.host() + ":" + offer.port(),
                "-server-name=" + offer.serverName(),
                "-authorities=" + authorities,
                "-groups="
                        + offer.groups().stream()
                                .map(group -> String.valueOf(group.code()))
                                .collect(Collectors.joining(",")),
                "-alpn=" + String.join(",", offer.applicationProtocols()),
                "-path=/" + offer.question(),
                "-suites="
                        + (offer.isTls12()
                                ? String.valueOf(offer.cipherSuites().getFirst().code())
                                : ""),
                "-connections=" + (offer.resumes() ? 2 : 1));
    }

    /// Runs the program.
    ///
    /// @param folder to build in
    static String run(Path folder, List<String> arguments) throws IOException {
        GoPeer peer = new GoPeer(folder, folder);
        List<String> command = new ArrayList<>(List.of(peer.program().toString()));
        command.addAll(arguments);
        return Program.run(command, peer.environment(), LIMIT);
    }

    private Path program() throws IOException {
        Path program = folder.resolve("go-client");
        if (!Files.exists(program)) {
            Path source = Peers.resource("client.go", folder);
            Program.run(
                    List.of("go", "build", "-o", program.toString(), source.toString()),
                    environment(),
                    BUILD_LIMIT);
        }
        return program;
    }

    /// No modules, nothing from the network, nothing in the user's home.
    private Map<String, String> environment() {
        return Map.of(
                "GO111MODULE", "off",
                "GOPROXY", "off",
                "GOFLAGS", "",
                "GOCACHE", folder.resolve("go-cache").toString(),
                "GOPATH", folder.resolve("go-path").toString());
    }
}
