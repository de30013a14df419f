package io.sallyport.proxy.assembly;

import io.sallyport.tls.event.KeyLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A key log in the format that packet analysers read (RFC 9850, section 2): a line for each secret.
/// Thread-safe.
///
/// Whoever can read the file can read the traffic: it is made for its owner alone.
final class KeyLogFile implements KeyLog {
    private static final Logger LOG = LoggerFactory.getLogger(KeyLogFile.class);
    private static final HexFormat HEX = HexFormat.of();

    private final Path file;
    private final FileChannel channel;

    private KeyLogFile(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /// Opens the file, which is made if it is not there, and appended to if it is.
    ///
    /// @throws UncheckedIOException if it cannot be written
    static KeyLogFile open(Path file) {
        try {
            return new KeyLogFile(
                    file,
                    FileChannel.open(
                            file,
                            Set.of(
                                    StandardOpenOption.CREATE,
                                    StandardOpenOption.WRITE,
                                    StandardOpenOption.APPEND),
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rw-------"))));
        } catch (IOException e) {
            throw new UncheckedIOException("key_log_file: cannot write " + file, e);
        }
    }

    @Override
    public synchronized void log(String label, byte[] clientRandom, byte[] secret) {
        String line =
                label + ' ' + HEX.formatHex(clientRandom) + ' ' + HEX.formatHex(secret) + '\n';
        try {
            channel.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII)));
        } catch (IOException e) {
            LOG.warn("key log {}: {}", file, e.toString());
        }
    }
}
