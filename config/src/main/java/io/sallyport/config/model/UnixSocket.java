package io.sallyport.config.model;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/// A server on the same machine, reached by a Unix domain socket.
///
/// @param path of the socket; the kernel takes at most 107 bytes
public record UnixSocket(Path path) implements ServerAddress {
    static final String PREFIX = "unix:";

    /// `sun_path` in `sockaddr_un` has 108 bytes, the last of them NUL (unix(7)).
    private static final int MAX_BYTES = 107;

    private static final String REMEDY =
            "write unix:/PATH with at most " + MAX_BYTES + " bytes of path";

    public UnixSocket {
        if (path.toString().getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw new InvalidValueException(
                    path.toString(), "is too long for the path of a socket", REMEDY);
        }
    }

    /// Reads `unix:/path`.
    ///
    /// @throws InvalidValueException when the text is none
    public static UnixSocket parse(String text) {
        if (!text.startsWith(PREFIX) || text.length() == PREFIX.length()) {
            throw new InvalidValueException(text, "has no path", REMEDY);
        }
        try {
            return new UnixSocket(Path.of(text.substring(PREFIX.length())));
        } catch (InvalidPathException _) {
            throw new InvalidValueException(text, "has no valid path", REMEDY);
        }
    }

    /// `unix:/path`.
    @Override
    public String toString() {
        return PREFIX + path;
    }
}
