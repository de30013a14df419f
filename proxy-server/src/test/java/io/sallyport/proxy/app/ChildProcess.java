package io.sallyport.proxy.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The program in a process of its own, with what it prints.
final class ChildProcess implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;
    private static final String END = "<end of output>";

    private final Process process;
    private final BlockingQueue<String> coming = new LinkedBlockingQueue<>();
    private final List<String> lines = new ArrayList<>();

    private ChildProcess(Process process) {
        this.process = process;
        Thread.ofPlatform().daemon().name("output-of-child").start(this::read);
    }

    /// @param home where `var/dev` is
    static ChildProcess start(Path home, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if (System.getProperty("os.name").equals("Linux")) {
            // whoever runs the tests may ignore signals (nohup, jobs in the background), and a
            // child
            // inherits that
            command.addAll(List.of("env", "--default-signal=HUP,INT,TERM"));
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Dsallyport.home=" + home,
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.sallyport.proxy.app.Sallyport"));
        command.addAll(List.of(arguments));
        return new ChildProcess(
                new ProcessBuilder(command)
                        .directory(home.toFile())
                        .redirectErrorStream(true)
                        .start());
    }

    /// Waits for a line that the expression is found in.
    Matcher await(String expression) throws InterruptedException {
        Pattern pattern = Pattern.compile(expression);
        while (true) {
            String line = coming.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (line == null || line.equals(END)) {
                throw new AssertionError("no line with " + expression + " among " + lines);
            }
            lines.add(line);
            Matcher matcher = pattern.matcher(line);
            if (matcher.find()) {
                return matcher;
            }
        }
    }

    /// @param name such as `TERM`
    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
    }

    /// Waits for the end.
    int exitCode() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("still running after " + lines);
        }
        return process.exitValue();
    }

    /// Everything that was printed; to be asked for after the end.
    List<String> output() throws InterruptedException {
        for (String line = coming.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
                line != null && !line.equals(END);
                line = coming.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            lines.add(line);
        }
        return lines;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private void read() {
        try (BufferedReader reader =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                coming.add(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            coming.add(END);
        }
    }
}
