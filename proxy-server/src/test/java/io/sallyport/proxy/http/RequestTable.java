package io.sallyport.proxy.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The tables of requests beside this class in the resources: a row each line, with ` | ` between its
/// cells; comments begin with `#`.
final class RequestTable {
    private static final Pattern REPEATED = Pattern.compile("\\{([^{}*]*)\\*(\\d+)}");
    private static final Pattern ESCAPE =
            Pattern.compile("\\\\(?:x([0-9A-F]{2})|([rnt0\\\\]))", Pattern.DOTALL);

    private RequestTable() {}

    /// @return its rows, each with as many cells as asked for
    static List<List<String>> read(String name, int cells) {
        try (InputStream in =
                Objects.requireNonNull(RequestTable.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .map(line -> row(line, cells))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> row(String line, int cells) {
        List<String> row = List.of(line.split(" \\| ", -1));
        if (row.size() != cells) {
            throw new IllegalArgumentException("not " + cells + " cells: " + line);
        }
        return row;
    }

    static byte[] bytes(String cell) {
        return text(cell).getBytes(ISO_8859_1);
    }

    /// A character for each byte.
    static String text(String cell) {
        String whole =
                REPEATED.matcher(cell)
                        .replaceAll(match ->
                                quote(match.group(1).repeat(Integer.parseInt(match.group(2)))));
        return ESCAPE.matcher(whole).replaceAll(match -> quote(unescaped(match)));
    }

    private static String quote(String replacement) {
        return Matcher.quoteReplacement(replacement);
    }

    private static String unescaped(MatchResult match) {
        if (match.group(1) != null) {
            return String.valueOf((char) Integer.parseInt(match.group(1), 16));
        }
        return switch (match.group(2)) {
            case "r" -> "\r";
            case "n" -> "\n";
            case "t" -> "\t";
            case "0" -> "\0";
            default -> "\\";
        };
    }
}
