package io.sallyport.proxy.interop;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// A program of the machine, spoken to through its standard input. Bounded in time and in what is kept of
/// its output; ended, with all that it started, by [#close].
public final class Program implements AutoCloseable {
    private static final int KEPT_OUTPUT = 1 << 22;

    private final List<String> command;
    private final Process process;
    private final long deadline;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition grown = lock.newCondition();
    private final StringBuilder output = new StringBuilder();
    private boolean ended;

    private Program(List<String> command, Process process, Duration limit) {
        this.command = command;
        this.process = process;
        this.deadline = System.nanoTime() + limit.toNanos();
    }

    /// The file of a program on the path.
    static Optional<Path> find(String name) {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /// @param environment what is set besides what this process has
    public static Program start(
            List<String> command, Map<String, String> environment, Duration limit)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Program program = new Program(List.copyOf(command), builder.start(), limit);
        Thread.ofVirtual().start(program::readOutput);
        return program;
    }

    /// What a program prints that needs no input.
    ///
    /// @throws IOException if it fails
    public static String run(List<String> command, Map<String, String> environment, Duration limit)
            throws IOException {
        try (Program program = start(command, environment, limit)) {
            program.endInput();
            program.awaitSuccess();
            return program.output();
        }
    }

    void send(String text) throws IOException {
        OutputStream input = process.getOutputStream();
        input.write(text.getBytes(StandardCharsets.ISO_8859_1));
        input.flush();
    }

    void endInput() throws IOException {
        process.getOutputStream().close();
    }

    /// Waits until the output contains a text.
    ///
    /// @throws IOException if the program ends, or its time does, without it
    public void await(String text) throws IOException {
        lock.lock();
        try {
            while (output.indexOf(text) < 0) {
                long left = deadline - System.nanoTime();
                if (ended || left <= 0) {
                    throw failure(
                            (ended ? "ended" : "ran out of time") + " without saying " + text);
                }
                grown.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        } finally {
            lock.unlock();
        }
    }

    /// Waits for the end of the program.
    ///
    /// @throws IOException if its exit code is not zero or its time runs out
    void awaitSuccess() throws IOException {
        int code = awaitExit();
        if (code != 0) {
            throw failure("ended with code " + code);
        }
    }

    /// @throws IOException if its time runs out
    int awaitExit() throws IOException {
        try {
            if (!process.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                throw failure("did not end in time");
            }
            awaitEndOfOutput();
            return process.exitValue();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /// Whether it runs no more.
    boolean hasEnded() {
        return !process.isAlive();
    }

    /// What it has printed until now, errors included.
    public String output() {
        lock.lock();
        try {
            return output.toString();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    IOException failure(String what) {
        return new IOException(
                String.join(" ", command)
                        + "\n"
                        + what
                        + "; its output:\n"
                        + QuestionBackend.withoutPadding(output()));
    }

    private void awaitEndOfOutput() throws InterruptedException {
        lock.lock();
        try {
            long left = deadline - System.nanoTime();
            while (!ended && left > 0) {
                left = grown.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    private void readOutput() {
        try (InputStream in = process.getInputStream()) {
            byte[] buffer = new byte[8192];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                append(new String(buffer, 0, n, StandardCharsets.ISO_8859_1));
            }
        } catch (IOException e) {
            append("\n[output cut off: " + e.getMessage() + "]\n");
        } finally {
            end();
        }
    }

    private void append(String text) {
        lock.lock();
        try {
            if (output.length() < KEPT_OUTPUT) {
                output.append(text);
            }
            grown.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        lock.lock();
        try {
            ended = true;
            grown.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private static IOException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IOException("interrupted", e);
    }
}
