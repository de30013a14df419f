package io.sallyport.proxy.credential;

import io.sallyport.config.model.TicketSecretSource;
import io.sallyport.config.problem.Positions;
import io.sallyport.tls.crypto.Secret;
import io.sallyport.tls.resumption.SharedTicketSecrets;
import io.sallyport.tls.resumption.TicketKeyFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// Reads the secrets that the ticket keys of a listener come from, now and whenever they may have changed.
/// Blocks on files; for use by any thread.
public final class TicketSecretLoader {
    private static final int LIMIT_KIBIBYTES = 64;

    private final String path;
    private final TicketSecretSource source;
    private final Map<String, String> environment;
    private final Positions positions;

    /// @param listener the name, for the paths in problems
    /// @param environment usually `System.getenv()`
    public TicketSecretLoader(
            String listener,
            TicketSecretSource source,
            Map<String, String> environment,
            Positions positions) {
        this.path = "listeners." + listener + ".tls.sessions.";
        this.source = source;
        this.environment = Map.copyOf(environment);
        this.positions = positions;
    }

    /// Reads all of them, whatever is wrong with one. If the source is the process itself, there are none.
    public TicketSecretOutcome load() {
        Findings findings = new Findings(positions);
        DistinctSecrets secrets = new DistinctSecrets();
        switch (source) {
            case TicketSecretSource.OwnProcess() -> {}
            case TicketSecretSource.SecretFiles(var files) ->
                    each("ticket_secret_files", files, findings, this::secretFile, secrets);
            case TicketSecretSource.SecretVariable(var name) -> variable(name, findings, secrets);
            case TicketSecretSource.KeyFiles(var files) ->
                    each("ticket_key_files", files, findings, this::keyFile, secrets);
        }
        if (findings.hasErrors()) {
            secrets.close();
            return new TicketSecretOutcome.Rejected(findings.all());
        }
        return new TicketSecretOutcome.Loaded(new TicketSecrets(this, secrets.all()));
    }

    TicketSecretSource source() {
        return source;
    }

    private interface FileReader {
        void read(Path file, String name, DistinctSecrets secrets) throws UnusableException;
    }

    private void each(
            String key,
            List<Path> files,
            Findings findings,
            FileReader reader,
            DistinctSecrets secrets) {
        for (int i = 0; i < files.size(); i++) {
            Path file = files.get(i);
            try {
                reader.read(file, findings.quoted(file), secrets);
            } catch (UnusableException e) {
                findings.error(path + key + "[" + i + "]", e.problem());
            }
        }
    }

    private void secretFile(Path file, String name, DistinctSecrets secrets)
            throws UnusableException {
        byte[] bytes = SmallFile.read(file, name, LIMIT_KIBIBYTES, "a file with a secret");
        Secret secret = Secret.owning(withoutLineEnds(bytes));
        requireLength(secret, name + " holds");
        secrets.add(name, secret, secret, "is the same");
    }

    private void keyFile(Path file, String name, DistinctSecrets secrets) throws UnusableException {
        byte[] bytes = SmallFile.read(file, name, LIMIT_KIBIBYTES, "a file of 48 or 80 bytes");
        if (!TicketKeyFiles.isLength(bytes.length)) {
            throw new UnusableException(
                    name
                            + " holds "
                            + bytes.length
                            + " bytes; name a file of 48 or 80, such as openssl rand 80 makes it");
        }
        byte[] keyName = Arrays.copyOf(bytes, TicketKeyFiles.NAME_LENGTH);
        secrets.add(
                name,
                Secret.owning(bytes),
                Secret.owning(keyName),
                "has the same name, which is the first 16 bytes,");
    }

    private void variable(String variable, Findings findings, DistinctSecrets secrets) {
        String holder = "the environment variable '" + variable + "'";
        try {
            int number = 0;
            for (String text : environment.getOrDefault(variable, "").split("[\\s,]+", -1)) {
                if (!text.isEmpty()) {
                    String name = "secret number " + ++number + " in " + holder;
                    Secret secret = Secret.owning(text.getBytes(StandardCharsets.UTF_8));
                    requireLength(secret, name + " has");
                    secrets.add(name, secret, secret, "is the same");
                }
            }
            if (number == 0) {
                throw new UnusableException(holder + " holds no secret; set it to one");
            }
        } catch (UnusableException e) {
            findings.error(path + "ticket_secret_env", e.problem());
        }
    }

    private static void requireLength(Secret secret, String holds) throws UnusableException {
        if (secret.length() < SharedTicketSecrets.LEAST_LENGTH) {
            throw new UnusableException(
                    holds
                            + " "
                            + secret.length()
                            + " bytes; write at least "
                            + SharedTicketSecrets.LEAST_LENGTH
                            + ", such as openssl rand -base64 48 makes them");
        }
    }

    /// Of a text, editors and `echo` may have ended the last line or not. Other bytes are all meant.
    private static byte[] withoutLineEnds(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && (bytes[end - 1] == '\n' || bytes[end - 1] == '\r')) {
            end--;
        }
        for (int i = 0; i < end; i++) {
            boolean text = bytes[i] >= ' ' && bytes[i] < 0x7f || isSpace(bytes[i]);
            if (!text) {
                return bytes;
            }
        }
        byte[] trimmed = Arrays.copyOf(bytes, end);
        Arrays.fill(bytes, (byte) 0);
        return trimmed;
    }

    private static boolean isSpace(byte each) {
        return each == '\n' || each == '\r' || each == '\t';
    }
}
