package io.sallyport.proxy.interop;

import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.codepoint.KeyType;
import io.sallyport.tls.codepoint.NamedGroup;
import io.sallyport.tls.codepoint.ProtocolVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// NSS, the library of Firefox, by its `tstclnt`.
final class NssPeer implements Peer {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    /// All that it has: without this it offers no scheme for RSA-PSS keys.
    private static final String SCHEMES =
            "ecdsa_secp256r1_sha256,ecdsa_secp384r1_sha384,ecdsa_secp521r1_sha512,"
                    + "rsa_pss_rsae_sha256,rsa_pss_rsae_sha384,rsa_pss_rsae_sha512,"
                    + "rsa_pss_pss_sha256,rsa_pss_pss_sha384,rsa_pss_pss_sha512";

    private static final Map<NamedGroup, String> GROUPS =
            Map.of(
                    NamedGroup.X25519, "x25519",
                    NamedGroup.SECP256R1, "P256",
                    NamedGroup.SECP384R1, "P384",
                    NamedGroup.SECP521R1, "P521",
                    NamedGroup.FFDHE2048, "FF2048",
                    NamedGroup.FFDHE3072, "FF3072",
                    NamedGroup.FFDHE4096, "FF4096");

    private final Path folder;
    private final NssDatabase database;

    /// @param authorities PEM of what it trusts
    /// @param folder for its database and its requests
    NssPeer(Path authorities, Path folder) {
        this.folder = folder;
        this.database = new NssDatabase(folder.resolve("nss"), authorities);
    }

    @Override
    public String name() {
        return "NSS";
    }

    @Override
    public Optional<String> absence() {
        return Peers.absenceOf("tstclnt").or(() -> Peers.absenceOf("certutil"));
    }

    /// The tool does not tell; the package does, where there is one.
    @Override
    public String version() throws IOException {
        if (Program.find("dpkg-query").isEmpty()) {
            return "tstclnt";
        }
        return "tstclnt "
                + Program.run(
                                List.of(
                                        "dpkg-query",
                                        "--show",
                                        "--showformat=${Version}",
                                        "libnss3-tools"),
                                Map.of(),
                                LIMIT)
                        .strip();
    }

    @Override
    public Abilities abilities() {
        return new Abilities(
                EnumSet.copyOf(CipherSuite.of(ProtocolVersion.TLS_1_3)),
                GROUPS.keySet(),
                EnumSet.complementOf(EnumSet.of(KeyType.ED25519, KeyType.ED448)),
                EnumSet.of(Feature.HELLO_RETRY, Feature.WILDCARD, Feature.REFUSES_UNKNOWN_ISSUER),
                true,
                true);
    }

    @Override
    public String exchange(Offer offer) throws IOException {
        // fed by its standard input it does not notice the end of the connection
        Path request = folder.resolve(offer.question());
        Files.writeString(request, offer.request());
        String output = Program.run(command(offer, request), Map.of(), LIMIT);
        if (!output.contains(offer.answer())) {
            throw new IOException("no answer in:\n" + output);
        }
        return output;
    }

    private List<String> command(Offer offer, Path request) throws IOException {
        return List.of(
                "tstclnt",
                "-4",
                "-h",
                offer.host(),
                "-p",
                String.valueOf(offer.port()),
                "-a",
                offer.serverName(),
                "-A",
                request.toString(),
                "-d",
                "sql:" + database.folder(),
                "-V",
                "tls1.3:tls1.3",
                "-e",
                "-c",
                offer.cipherSuites().stream()
                        .map(suite -> ":" + Integer.toHexString(suite.code()))
                        .collect(Collectors.joining()),
                "-I",
                offer.groups().stream().map(GROUPS::get).collect(Collectors.joining(",")),
                "-J",
                SCHEMES);
    }
}
