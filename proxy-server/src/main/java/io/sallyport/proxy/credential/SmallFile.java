package io.sallyport.proxy.credential;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Reads files that are small if they are what they should be.
final class SmallFile {

    private SmallFile() {}

    /// All bytes of a file.
    ///
    /// @param name how messages begin, such as `'certs/site.pem'`
    /// @param kibibytes that it has at most
    /// @param wanted what messages ask for, such as `a PEM file`
    static byte[] read(Path path, String name, int kibibytes, String wanted)
            throws UnusableException {
        int limit = kibibytes * 1024;
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(limit + 1);
            if (bytes.length > limit) {
                String most = kibibytes < 1024 ? kibibytes + " KiB" : kibibytes / 1024 + " MiB";
                throw new UnusableException(name + " is larger than " + most + "; name " + wanted);
            }
            return bytes;
        } catch (NoSuchFileException _) {
            throw new UnusableException(name + " does not exist; name a file that is there");
        } catch (AccessDeniedException _) {
            throw new UnusableException(
                    name
                            + " may not be read by the user '"
                            + System.getProperty("user.name")
                            + "'; allow it");
        } catch (IOException e) {
            throw new UnusableException(
                    name + " cannot be read (" + e.getMessage() + "); name " + wanted);
        }
    }
}
