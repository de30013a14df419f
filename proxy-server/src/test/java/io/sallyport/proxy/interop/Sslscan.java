package io.sallyport.proxy.interop;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// sslscan, which lists versions, suites and groups.
///
/// Its own probe for TLS 1.2 has neither `renegotiation_info` nor the cipher suite value in its place, so
/// that it takes TLS 1.2 for disabled and goes on with TLS 1.3.
final class Sslscan {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Pattern ELEMENT = Pattern.compile("<(\\w+)((?: \\w+=\"[^\"]*\")+)");

    private final String xml;

    private Sslscan(String xml) {
        this.xml = xml;
    }

    static Optional<String> absence() {
        return Peers.absenceOf("sslscan");
    }

    static String version() throws IOException {
        return Program.run(List.of("sslscan", "--version"), Map.of(), LIMIT)
                .replaceAll("\\x1b\\[[0-9;]*m", "")
                .lines()
                .map(String::strip)
                .filter(line -> line.matches("[0-9].*"))
                .findFirst()
                .orElse("sslscan");
    }

    static Sslscan of(InetSocketAddress server, String serverName) throws IOException {
        return new Sslscan(
                Program.run(
                        List.of(
                                "sslscan",
                                "--no-colour",
                                "--xml=-",
                                "--sni-name=" + serverName,
                                server.getAddress().getHostAddress() + ":" + server.getPort()),
                        Map.of(),
                        LIMIT));
    }

    /// The elements of that name, each with its attributes as they stand there.
    List<String> elements(String name) {
        return ELEMENT.matcher(xml)
                .results()
                .filter(element -> element.group(1).equals(name))
                .map(MatchResult::group)
                .toList();
    }

    /// What it takes for enabled, such as `tls 1.3`.
    List<String> versions() {
        return elements("protocol").stream()
                .filter(protocol -> protocol.contains("enabled=\"1\""))
                .map(protocol -> attribute(protocol, "type") + " " + attribute(protocol, "version"))
                .toList();
    }

    List<String> suites() {
        return elements("cipher").stream().map(cipher -> attribute(cipher, "cipher")).toList();
    }

    private static String attribute(String element, String name) {
        return element.replaceAll(".* " + name + "=\"([^\"]*)\".*", "$1");
    }
}
