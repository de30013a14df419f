package io.sallyport.proxy.interop;

import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.codepoint.KeyType;
import io.sallyport.tls.codepoint.NamedGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// NSS, the library of Firefox, by its `tstclnt`.
final class NssPeer implements Peer {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    /// All that it has: without this it offers no scheme for RSA-PSS keys.
    private static final String SCHEMES =
            "ecdsa_secp256r1_sha256,ecdsa_secp384r1_sha384,ecdsa_secp521r1_sha512,"
                    + "rsa_pss_rsae_sha256,rsa_pss_rsae_sha384,rsa_pss_rsae_sha512,"
                    + "rsa_pss_pss_sha256,rsa_pss_pss_sha384,rsa_pss_pss_sha512,"
                    + "rsa_pkcs1_sha256,rsa_pkcs1_sha384,rsa_pkcs1_sha512";

    /// What `strsclnt` says of an answer of several records.
    private static final Pattern WHOLE_ANSWER = Pattern.compile("read [0-9]{5} bytes total");

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
                EnumSet.allOf(CipherSuite.class),
                GROUPS.keySet(),
                EnumSet.complementOf(EnumSet.of(KeyType.ED25519, KeyType.ED448)),
                EnumSet.of(
                        Feature.HELLO_RETRY,
                        Feature.WILDCARD,
                        Feature.REFUSES_UNKNOWN_ISSUER,
                        Feature.PRE_SHARED_KEY,
                        Feature.TICKET,
                        Feature.SESSION_ID,
                        Feature.EXTENDED_MASTER_SECRET,
                        Feature.PKCS1_SIGNATURE),
                true,
                true);
    }

    /// What `tstclnt` cannot, `strsclnt` can: it connects twice, and resumes. It is used to a server that
    /// says nothing before it is asked.
    private String resume(Offer offer) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "strsclnt",
                                "-q",
                                "-vv",
                                "-c",
                                "2",
                                "-t",
                                "1",
                                "-p",
                                String.valueOf(offer.port()),
                                "-a",
                                offer.serverName(),
                                "-d",
                                "sql:" + database.folder(),
                                "-V",
                                versions(offer),
                                "-C",
                                suites(offer)));
        if (offer.resumption() != Feature.SESSION_ID) {
            command.add("-u");
        }
        command.add(offer.host());
        String output = Program.run(command, Map.of(), LIMIT);
        if (!output.contains("1 cache hits; " + (offer.isTls12() ? "1" : "0") + " cache misses")) {
            throw new IOException("not resumed:\n" + output);
        }
        if (WHOLE_ANSWER.matcher(output).results().count() != 2) {
            throw new IOException("not two answers in:\n" + output);
        }
        return output;
    }

    @Override
    public String exchange(Offer offer) throws IOException {
        if (offer.resumes()) {
            return resume(offer);
        }
        // fed by its standard input it does not notice the end of the connection
        Path request = folder.resolve(offer.question());
        Files.writeString(request, offer.request());
        String output = Program.run(command(offer, request), Map.of(), LIMIT);
        if (!output.contains(offer.answer())) {
            throw new IOException("no answer in:\n" + output);
        }
        return output;
    }

    private static String versions(Offer offer) {
        return offer.isTls12() ? "tls1.2:tls1.2" : "tls1.3:tls1.3";
    }

    private static String suites(Offer offer) {
        return offer.cipherSuites().stream()
                .map(suite -> String.format(Locale.ROOT, ":%04x", suite.code()))
                .collect(Collectors.joining());
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
                versions(offer),
                "-e",
                // looks at the certificate before it ends the handshake in TLS 1.2, too
                "-O",
                // offers extended_master_secret
                "-G",
                "-c",
                suites(offer),
                "-I",
                offer.groups().stream().map(GROUPS::get).collect(Collectors.joining(",")),
                "-J",
                SCHEMES);
    }
}
