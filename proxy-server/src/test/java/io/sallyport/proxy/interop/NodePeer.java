package io.sallyport.proxy.interop;

import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.codepoint.KeyType;
import io.sallyport.tls.codepoint.NamedGroup;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Node.js with an OpenSSL that has post-quantum groups.
final class NodePeer implements Peer {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Path authorities;
    private final Path folder;
    private final Optional<Path> node = Peers.node();

    /// @param folder for its script
    NodePeer(Path authorities, Path folder) {
        this.authorities = authorities;
        this.folder = folder;
    }

    @Override
    public String name() {
        return "Node";
    }

    @Override
    public Optional<String> absence() {
        return node.isPresent()
                ? Optional.empty()
                : Optional.of(
                        "no Node with post-quantum groups: neither SALLYPORT_PEER_NODE nor target/peers"
                                + " has one");
    }

    @Override
    public String version() throws IOException {
        return "Node "
                + Program.run(
                                List.of(
                                        node.orElseThrow().toString(),
                                        "--print",
                                        "process.versions.node + ', OpenSSL ' +"
                                                + " process.versions.openssl"),
                                Map.of(),
                                LIMIT)
                        .strip();
    }

    @Override
    public Abilities abilities() {
        return new Abilities(
                EnumSet.allOf(CipherSuite.class),
                EnumSet.allOf(NamedGroup.class),
                EnumSet.allOf(KeyType.class),
                EnumSet.of(
                        Feature.HELLO_RETRY,
                        Feature.ALPN,
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

    @Override
    public String exchange(Offer offer) throws IOException {
        Path script = Peers.resource("client.js", folder);
        String output =
                Program.run(
                        List.of(node.orElseThrow().toString(), script.toString(), json(offer)),
                        Map.of(),
                        LIMIT);
        if (!output.contains(offer.answer())) {
            throw new IOException("no answer in:\n" + output);
        }
        return output;
    }

    /// Node lets the handshake end, and looks at the result of the verification then.
    @Override
    public boolean verifiesDuringHandshake() {
        return false;
    }

    private String json(Offer offer) {
        return String.format(
                Locale.ROOT,
                """
                {"host": "%s", "port": %d, "serverName": "%s", "authorities": "%s",
                 "version": "%s", "resume": %s, "cipherSuites": "%s", "groups": "%s", "applicationProtocols": [%s],
                 "request": "%s"}\
                """,
                offer.host(),
                offer.port(),
                offer.serverName(),
                authorities,
                offer.version().label(),
                offer.resumes(),
                OpensslPeer.suites(offer),
                OpensslPeer.groups(offer),
                offer.applicationProtocols().stream()
                        .map(protocol -> '"' + protocol + '"')
                        .collect(Collectors.joining(",")),
                offer.request().replace("\r\n", "\\r\\n"));
    }
}
