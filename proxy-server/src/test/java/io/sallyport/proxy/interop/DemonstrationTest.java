package io.sallyport.proxy.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `run` without a configuration, as a program of its own: the page loads, and says what the handshake
/// was.
class DemonstrationTest {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final Pattern CURL_LINE =
            Pattern.compile("curl --cacert (\\S+) (https://localhost:\\d+/)");

    @TempDir private static Path folder;

    private static Program sallyport;
    private static Path authority;
    private static String address;

    @BeforeAll
    static void start() throws IOException {
        sallyport = Program.start(command(), Map.of(), LIMIT);
        sallyport.await("Metrics and health");
        Matcher line = CURL_LINE.matcher(sallyport.output());
        assertThat(line.find()).as(sallyport.output()).isTrue();
        authority = Path.of(line.group(1)).toAbsolutePath();
        address = line.group(2);
    }

    @AfterAll
    static void stop() {
        sallyport.close();
    }

    @Test
    void thePrintedCurlLineReturnsThePageOverTls13() throws IOException {
        require("the printed curl line", Peers.absenceOf("curl"));
        String page =
                Program.run(
                        List.of(
                                "curl",
                                "--silent",
                                "--show-error",
                                "--fail",
                                "--noproxy",
                                "*",
                                "--cacert",
                                authority.toString(),
                                address),
                        Map.of(),
                        LIMIT);
        assertThat(page).contains("You are connected by <strong>TLSv1.3</strong>");
    }

    @Test
    void chromiumLoadsThePageWithoutAWarningOverAHybridGroup() throws IOException {
        require("the page in Chromium", Chromium.absence());
        Chromium chromium = new Chromium(folder.resolve("chromium"), authority);
        String page = chromium.page(address);
        assertThat(page)
                .contains("You are connected by <strong>TLSv1.3</strong>")
                .containsPattern("Group</dt>\\s*<dd><code>X25519MLKEM768")
                .contains("The key exchange is hybrid");
    }

    private static void require(String what, Optional<String> absence) {
        absence.ifPresent(why -> Peers.skipOrFail(what, why));
    }

    private static List<String> command() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dsallyport.home=" + folder,
                "-cp",
                classPath(),
                "io.sallyport.proxy.app.Sallyport",
                "run",
                "--listen",
                "127.0.0.1:0",
                "--admin",
                "127.0.0.1:0");
    }

    /// Without the classes of the tests, whose configuration of the log is for tests.
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
