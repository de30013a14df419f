package io.sallyport.proxy.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/// Which release this is.
final class Release {

    private Release() {}

    /// As the build wrote it down.
    static String version() {
        Properties release = new Properties();
        try (InputStream in = Release.class.getResourceAsStream("release.properties")) {
            release.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return release.getProperty("version");
    }
}
