package io.sallyport.proxy.interop;

import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.codepoint.KeyType;
import io.sallyport.tls.codepoint.NamedGroup;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// `gnutls-cli`.
final class GnutlsPeer implements Peer {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Path authorities;

    GnutlsPeer(Path authorities) {
        this.authorities = authorities;
    }

    @Override
    public String name() {
        return "GnuTLS";
    }

    @Override
    public Optional<String> absence() {
        return Peers.absenceOf("gnutls-cli");
    }

    @Override
    public String version() throws IOException {
        return Program.run(List.of("gnutls-cli", "--version"), Map.of(), LIMIT)
                .lines()
                .findFirst()
                .orElse("");
    }

    @Override
    public Abilities abilities() {
        return new Abilities(
                EnumSet.allOf(CipherSuite.class),
                OpensslPeer.GROUPS,
                EnumSet.allOf(KeyType.class),
                EnumSet.allOf(Feature.class),
                true,
                true);
    }

    @Override
    public String exchange(Offer offer) throws IOException {
        try (Program client = Program.start(command(offer), Map.of(), LIMIT)) {
            client.await("- Simple Client Mode:");
            if (offer.resumes()) {
                client.await("*** This is a resumed session");
            }
            if (offer.updateKeys()) {
                client.send("^rekey^\n");
                client.await("- Rekey was completed");
            }
            client.send(offer.request());
            client.await(offer.answer());
            client.await("- Peer has closed the GnuTLS connection");
            client.awaitSuccess();
            return client.output();
        }
    }

    private List<String> command(Offer offer) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "gnutls-cli",
                                "--x509cafile=" + authorities,
                                "--sni-hostname=" + offer.serverName(),
                                "--verify-hostname=" + offer.serverName(),
                                "--priority=" + priority(offer),
                                "--single-key-share",
                                "--inline-commands",
                                "--port=" + offer.port()));
        for (String protocol : offer.applicationProtocols()) {
            command.add("--alpn=" + protocol);
        }
        if (offer.resumes()) {
            command.add("--resume");
        }
        if (offer.resumption() == Feature.PRE_SHARED_KEY) {
            // the ticket comes after the handshake
            command.add("--waitresumption");
        }
        if (offer.resumption() == Feature.SESSION_ID) {
            command.add("--noticket");
        }
        if (offer.recordSize() > 0) {
            command.add("--recordsize=" + offer.recordSize());
        }
        command.add(offer.host());
        return command;
    }

    private static String priority(Offer offer) {
        StringBuilder priority =
                new StringBuilder("NORMAL:-VERS-ALL:+VERS-TLS")
                        .append(offer.isTls12() ? "1.2:-KX-ALL" : "1.3")
                        .append(":-CIPHER-ALL");
        for (CipherSuite suite : offer.cipherSuites()) {
            priority.append(":+").append(cipher(suite)).append(keyExchange(suite));
        }
        priority.append(":-GROUP-ALL");
        for (NamedGroup group : offer.groups()) {
            priority.append(":+GROUP-").append(group.label().toUpperCase(Locale.ROOT));
        }
        return priority.toString();
    }

    private static String cipher(CipherSuite suite) {
        return switch (suite.aead()) {
            case AES_128_GCM -> "AES-128-GCM";
            case AES_256_GCM -> "AES-256-GCM";
            case CHACHA20_POLY1305 -> "CHACHA20-POLY1305";
        };
    }

    private static String keyExchange(CipherSuite suite) {
        return switch (suite.keyExchange()) {
            case ANY -> "";
            case ECDHE_ECDSA -> ":+ECDHE-ECDSA";
            case ECDHE_RSA -> ":+ECDHE-RSA";
            case DHE_RSA -> ":+DHE-RSA";
            case RSA -> ":+RSA";
        };
    }
}
