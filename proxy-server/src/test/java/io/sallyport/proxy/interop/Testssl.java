package io.sallyport.proxy.interop;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// testssl.sh, which tries all there is in TLS and all that is known against it.
final class Testssl {
    private static final Duration LIMIT = Duration.ofMinutes(8);

    /// `"id","fqdn/ip","port","severity","finding","cve","cwe"`
    private static final Pattern ROW =
            Pattern.compile(
                    "^\"([^\"]*)\",\"[^\"]*\",\"[^\"]*\",\"([^\"]*)\",\"([^\"]*)\"",
                    Pattern.MULTILINE);

    /// Debian's package has it without the ending.
    private static final List<String> NAMES = List.of("testssl", "testssl.sh");

    private Testssl() {}

    static Optional<String> absence() {
        return program().isPresent()
                ? Optional.empty()
                : Optional.of("testssl.sh is not on the path");
    }

    static String version() throws IOException {
        return Program.run(List.of(name(), "--version"), Map.of(), LIMIT)
                .lines()
                .map(line -> line.replaceAll("\\x1b\\[[0-9;]*m", "").strip())
                .filter(line -> line.contains("testssl"))
                .map(line -> line.replaceAll(" +from .*", "").replaceAll(" +", " "))
                .findFirst()
                .orElse("testssl.sh");
    }

    /// Everything that it finds. Takes a minute.
    ///
    /// @param authorities PEM of what it shall trust
    /// @param csv where it writes to
    static List<Finding> scan(
            InetSocketAddress server, String serverName, Path authorities, Path csv)
            throws IOException {
        List<String> command =
                List.of(
                        name(),
                        "--quiet",
                        "--color",
                        "0",
                        "--warnings",
                        "batch",
                        "--nodns",
                        "none",
                        "--ip",
                        server.getAddress().getHostAddress(),
                        "--add-ca",
                        authorities.toString(),
                        "--csvfile",
                        csv.toString(),
                        serverName + ":" + server.getPort());
        // its exit code is the number of its findings
        try (Program scan = Program.start(command, Map.of(), LIMIT)) {
            scan.endInput();
            scan.await("Done ");
        }
        return findings(Files.readString(csv));
    }

    private static List<Finding> findings(String csv) {
        return ROW.matcher(csv)
                .results()
                .map(row -> new Finding(row.group(1), row.group(2), row.group(3)))
                .filter(finding -> !finding.id().equals("id"))
                .toList();
    }

    private static String name() {
        return program().orElseThrow();
    }

    private static Optional<String> program() {
        return NAMES.stream().filter(name -> Program.find(name).isPresent()).findFirst();
    }
}
