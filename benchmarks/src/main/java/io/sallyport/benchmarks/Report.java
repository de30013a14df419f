package io.sallyport.benchmarks;

import static io.sallyport.benchmarks.Figures.median;

import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.codepoint.KeyType;
import io.sallyport.tls.codepoint.NamedGroup;
import io.sallyport.tls.codepoint.ProtocolVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.util.Statistics;

/// Runs all benchmarks of the engine and writes their figures as tables in Markdown, as they stand in
/// `docs/performance.md`.
final class Report {
    private static final String USUAL_CERTIFICATE = KeyType.EC_P256.name();
    private static final String USUAL_GROUP = NamedGroup.X25519.name();
    private static final String USUAL_SUITE = CipherSuite.TLS_AES_128_GCM_SHA256.name();
    private static final String[] SIZES = {"64", "1024", "4096", "16384"};

    private final Path logs;
    private final int warmUpSeconds;
    private final StringBuilder page = new StringBuilder();
    private double clientMicros;
    private double clientBytes;
    private int runs;

    private Report(Path logs, int warmUpSeconds) {
        this.logs = logs;
        this.warmUpSeconds = warmUpSeconds;
    }

    /// @param arguments the file for the tables, the folder for what JMH itself prints, seconds of warm-up
    ///     before each figure of a handshake
    public static void main(String[] arguments) throws IOException, RunnerException {
        Report report = new Report(Path.of(arguments[1]), Integer.parseInt(arguments[2]));
        report.handshakes();
        report.records();
        Files.writeString(Path.of(arguments[0]), report.page);
    }

    private void handshakes() throws RunnerException {
        String[] usual = {USUAL_CERTIFICATE, USUAL_GROUP, USUAL_SUITE};
        Figures client = run(handshake("client", names(USUAL_CERTIFICATE), names(USUAL_GROUP)));
        clientMicros = median(client.micros("client", usual));
        clientBytes = median(client.bytes("client", usual));
        String[] certificates = names(KeyType.values());
        Figures byCertificate =
                run(handshake("(handshake|cryptography)", certificates, names(USUAL_GROUP)));
        line("### Full handshakes by certificate");
        handshakeHeader("certificate");
        for (KeyType type : KeyType.values()) {
            handshakeRow(type.label(), byCertificate, type.name(), USUAL_GROUP);
        }
        Figures byGroup =
                run(
                        handshake(
                                "(handshake|cryptography)",
                                names(USUAL_CERTIFICATE),
                                names(NamedGroup.values())));
        comparison(byCertificate);
        line("");
        line("### Full handshakes by group");
        handshakeHeader("group");
        for (NamedGroup group : NamedGroup.values()) {
            handshakeRow(group.label(), byGroup, USUAL_CERTIFICATE, group.name());
        }
    }

    private void comparison(Figures tls13) throws RunnerException {
        Figures figures = run(tls12(Tls12Kind.values()));
        Figures resumed = run(timed(new OptionsBuilder().include("ResumptionBenchmark")));
        line("");
        line("### Resumption and TLS 1.2, beside full handshakes of TLS 1.3 in the same run");
        line("");
        line("What the null client of each kind costs is taken off.");
        line("");
        line("| handshake | handshakes/s | us | spread | to TLS 1.3 | allocated, KB |");
        line("|---|---|---|---|---|---|");
        String[] usual = {USUAL_CERTIFICATE, USUAL_GROUP, USUAL_SUITE};
        Statistics full13 = tls13.micros("handshake", usual);
        double reference = median(full13) - clientMicros;
        comparisonRow(
                "TLS 1.3 full, x25519, ECDSA P-256",
                full13,
                clientMicros,
                reference,
                (median(tls13.bytes("handshake", usual)) - clientBytes) / 1e3);
        String[] parameters = {USUAL_GROUP, USUAL_SUITE};
        comparisonRow(
                "TLS 1.3 resumed by ticket, x25519",
                resumed.micros("handshake", parameters),
                median(resumed.micros("client", parameters)),
                reference,
                (median(resumed.bytes("handshake", parameters))
                                - median(resumed.bytes("client", parameters)))
                        / 1e3);
        for (Tls12Kind kind : Tls12Kind.values()) {
            double client = median(figures.micros("client", kind.name()));
            double bytes =
                    median(figures.bytes("handshake", kind.name()))
                            - median(figures.bytes("client", kind.name()));
            comparisonRow(
                    "TLS 1.2 " + kind.label(),
                    figures.micros("handshake", kind.name()),
                    client,
                    reference,
                    bytes / 1e3);
        }
    }

    private void comparisonRow(
            String label, Statistics both, double client, double reference, double kilobytes) {
        double server = median(both) - client;
        line(
                "| %s | %,.0f | %.1f | %.1f-%.1f | %.2f | %.1f |",
                label,
                1e6 / server,
                server,
                both.getMin() - client,
                both.getMax() - client,
                server / reference,
                kilobytes);
    }

    private ChainedOptionsBuilder tls12(Tls12Kind[] kinds) {
        return timed(
                new OptionsBuilder()
                        .include("Tls12HandshakeBenchmark")
                        .param("kind", names(kinds)));
    }

    private ChainedOptionsBuilder timed(ChainedOptionsBuilder options) {
        return options.warmupIterations(1)
                .warmupTime(TimeValue.seconds(warmUpSeconds))
                .measurementIterations(6)
                .measurementTime(TimeValue.milliseconds(400));
    }

    private void handshakeHeader(String subject) {
        line("");
        line(
                "The null client's %.1f us and %.1f KB are taken off.",
                clientMicros, clientBytes / 1e3);
        line("");
        line(
                "| %s | handshakes/s | us | spread | cryptography, us | engine, us | allocated, KB |",
                subject);
        line("|---|---|---|---|---|---|---|");
    }

    private void handshakeRow(String label, Figures figures, String certificate, String group) {
        String[] parameters = {certificate, group, USUAL_SUITE};
        Statistics both = figures.micros("handshake", parameters);
        double server = median(both) - clientMicros;
        double cryptography = median(figures.micros("cryptography", parameters));
        line(
                "| %s | %,.0f | %.1f | %.1f-%.1f | %.1f | %.1f | %.1f |",
                label,
                1e6 / server,
                server,
                both.getMin() - clientMicros,
                both.getMax() - clientMicros,
                cryptography,
                server - cryptography,
                (median(figures.bytes("handshake", parameters)) - clientBytes) / 1e3);
    }

    private ChainedOptionsBuilder handshake(String method, String[] certificates, String[] groups) {
        return timed(
                new OptionsBuilder()
                        .include("\\.HandshakeBenchmark\\." + method + "$")
                        .param("certificate", certificates)
                        .param("group", groups));
    }

    private void records() throws RunnerException {
        Figures figures =
                run(
                        new OptionsBuilder()
                                .include("RecordBenchmark")
                                .warmupIterations(1)
                                .warmupTime(TimeValue.milliseconds(warmUpSeconds * 300L))
                                .measurementIterations(5)
                                .measurementTime(TimeValue.milliseconds(200)));
        line("");
        line("### Records");
        line("");
        line(
                "| suite | plaintext | seal, us | `Cipher` | GB/s | open, us | `Cipher` | GB/s"
                        + " | seal allocates | `Cipher` | open allocates | `Cipher` |");
        line("|---|---|---|---|---|---|---|---|---|---|---|---|");
        for (CipherSuite suite : CipherSuite.of(ProtocolVersion.TLS_1_3)) {
            for (String size : SIZES) {
                recordRow(figures, suite.name(), size);
            }
        }
    }

    /// Opening is measured together with the client's sealing, which is taken off.
    private void recordRow(Figures figures, String suite, String size) {
        double seal = median(figures.micros("seal", size, suite));
        double cipherSeal = median(figures.micros("sealByCipher", size, suite));
        double open = median(figures.micros("open", size, suite)) - cipherSeal;
        double cipherOpen = median(figures.micros("openByCipher", size, suite)) - cipherSeal;
        double sealBytes = median(figures.bytes("seal", size, suite));
        double cipherSealBytes = median(figures.bytes("sealByCipher", size, suite));
        double openBytes = median(figures.bytes("open", size, suite)) - cipherSealBytes;
        double cipherOpenBytes =
                median(figures.bytes("openByCipher", size, suite)) - cipherSealBytes;
        double kilobytes = Integer.parseInt(size) / 1e3;
        line(
                "| %s | %s | %.2f | %.2f | %.1f | %.2f | %.2f | %.1f | %.0f | %.0f | %.0f | %.0f |",
                suite,
                size,
                seal,
                cipherSeal,
                kilobytes / seal,
                open,
                cipherOpen,
                kilobytes / open,
                sealBytes,
                cipherSealBytes,
                openBytes,
                cipherOpenBytes);
    }

    private Figures run(ChainedOptionsBuilder options) throws RunnerException {
        return new Figures(
                new Runner(
                                options.forks(1)
                                        .addProfiler(CpuTimeProfiler.class)
                                        .addProfiler(GCProfiler.class)
                                        .shouldFailOnError(true)
                                        .output(logs.resolve("jmh-" + ++runs + ".log").toString())
                                        .build())
                        .run());
    }

    private void line(String format, Object... values) {
        page.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    private static String[] names(String name) {
        return new String[] {name};
    }

    private static String[] names(Enum<?>[] constants) {
        return Arrays.stream(constants).map(Enum::name).toArray(String[]::new);
    }
}
