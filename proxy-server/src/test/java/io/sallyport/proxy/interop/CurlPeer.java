package io.sallyport.proxy.interop;

import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.codepoint.KeyType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `curl`, as distributions build it: on OpenSSL.
final class CurlPeer implements Peer {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Path authorities;

    CurlPeer(Path authorities) {
        this.authorities = authorities;
    }

    @Override
    public String name() {
        return "curl";
    }

    @Override
    public Optional<String> absence() {
        return Peers.absenceOf("curl");
    }

    @Override
    public String version() throws IOException {
        String line =
                Program.run(List.of("curl", "--version"), Map.of(), LIMIT)
                        .lines()
                        .findFirst()
                        .orElse("");
        String[] words = line.split(" ");
        return words[0]
                + " "
                + words[1]
                + ", "
                + line.replaceAll(".* ([A-Za-z]*SSL/[^ ]*).*", "$1");
    }

    @Override
    public Abilities abilities() {
        return new Abilities(
                EnumSet.allOf(CipherSuite.class),
                OpensslPeer.GROUPS,
                EnumSet.allOf(KeyType.class),
                EnumSet.of(
                        Feature.HELLO_RETRY,
                        Feature.ALPN,
                        Feature.WILDCARD,
                        Feature.REFUSES_UNKNOWN_ISSUER,
                        Feature.PRE_SHARED_KEY,
                        Feature.SESSION_ID,
                        Feature.EXTENDED_MASTER_SECRET,
                        Feature.PKCS1_SIGNATURE),
                true,
                true);
    }

    @Override
    public String exchange(Offer offer) throws IOException {
        String output = Program.run(command(offer), Map.of(), LIMIT);
        if (!output.contains(offer.answer())) {
            throw new IOException("no answer in:\n" + output);
        }
        return output;
    }

    /// Without ALPN unless it is wanted; then it offers just http/1.1.
    private List<String> command(Offer offer) {
        String authority = offer.serverName() + ":" + offer.port();
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "curl",
                                "--silent",
                                "--show-error",
                                "--fail",
                                "--noproxy",
                                "*",
                                "--http1.1",
                                "--cacert",
                                authorities.toString(),
                                "--resolve",
                                authority + ":" + offer.host(),
                                offer.isTls12() ? "--tlsv1.2" : "--tlsv1.3",
                                offer.isTls12() ? "--ciphers" : "--tls13-ciphers",
                                OpensslPeer.suites(offer),
                                "--curves",
                                OpensslPeer.groups(offer),
                                "--header",
                                "Connection: close",
                                "https://" + authority + "/" + offer.question()));
        if (offer.resumes()) {
            // the same once more: within one run it keeps its sessions
            command.add(command.getLast());
        }
        if (offer.isTls12()) {
            command.addAll(List.of("--tls-max", "1.2"));
        }
        if (offer.applicationProtocols().isEmpty()) {
            command.add("--no-alpn");
        }
        return command;
    }
}
