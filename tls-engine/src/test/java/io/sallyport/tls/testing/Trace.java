package io.sallyport.tls.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/// The numbers of a published handshake, by name. The files say where they come from.
public final class Trace {
    private final Map<String, StringBuilder> digits = new LinkedHashMap<>();

    private Trace() {}

    /// Reads one of the traces of RFC 8448.
    ///
    /// @param name of the file, without its ending
    public static Trace rfc8448(String name) {
        Trace trace = new Trace();
        StringBuilder current = new StringBuilder();
        for (String line : text("/io/sallyport/tls/rfc8448/" + name + ".txt").split("\n")) {
            if (line.startsWith(" ")) {
                current.append(line.strip());
            } else if (!line.startsWith("#")) {
                current = new StringBuilder();
                trace.digits.put(line, current);
            }
        }
        return trace;
    }

    public boolean has(String name) {
        return digits.containsKey(name);
    }

    public byte[] bytes(String name) {
        return HexFormat.of().parseHex(Objects.requireNonNull(digits.get(name), name));
    }

    private static String text(String resource) {
        try (InputStream in = Trace.class.getResourceAsStream(resource)) {
            byte[] bytes = Objects.requireNonNull(in, resource).readAllBytes();
            return new String(bytes, StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
