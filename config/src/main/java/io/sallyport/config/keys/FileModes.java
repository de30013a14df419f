package io.sallyport.config.keys;

import io.sallyport.config.schema.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/// Looks at who may read files with secrets.
final class FileModes {
    private FileModes() {}

    /// @param path of the key that names the file
    static void warnIfLoose(Path file, String path, Reading reading) {
        if (isOpenToAll(file)) {
            reading.warning(
                    path,
                    "every user of this machine may read the file; allow its owner only (chmod"
                            + " 600)");
        }
    }

    /// Not known on file systems without such modes, nor for a file that is gone by now: then the
    /// reading of the file itself says what there is to say.
    private static boolean isOpenToAll(Path file) {
        try {
            Set<PosixFilePermission> modes = Files.getPosixFilePermissions(file);
            return modes.contains(PosixFilePermission.OTHERS_READ);
        } catch (UnsupportedOperationException | IOException _) {
            return false;
        }
    }
}
