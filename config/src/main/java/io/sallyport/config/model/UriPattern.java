package io.sallyport.config.model;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// URIs that begin alike: `spiffe://example.org/ns/prod/*`. Scheme and authority are compared without regard to case,
/// all else as it is written.
///
/// @param origin scheme and authority in lower case: `spiffe://example.org`
/// @param segments of the path; `*` stands for any one of them, `**` at the end for one or more
public record UriPattern(String origin, List<String> segments) {
    private static final String ONE = "*";
    private static final String MANY = "**";
    private static final String REMEDY =
            "write a URI such as spiffe://example.org/ns/prod/*, with * for one part of the path and"
                    + " ** at its end for one or more";

    /// Without going back from a path, which would take as much of the stack as a client's path has parts.
    private static final Pattern URI =
            Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*://[^/?#*\\s]+)((?:/[^/?#\\s]+)*+)");

    /// What a placeholder may stand for: nothing that a reader could take for something else.
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._~!$&'()+,;=:@-]+");

    public UriPattern {
        segments = List.copyOf(segments);
    }

    /// Reads a pattern.
    ///
    /// @throws InvalidValueException when it is none
    public static UriPattern parse(String text) {
        Matcher matcher = URI.matcher(text);
        if (!matcher.matches()) {
            throw new InvalidValueException(text, "is no pattern for URIs", REMEDY);
        }
        List<String> segments = segments(matcher.group(2));
        for (int i = 0; i < segments.size(); i++) {
            String segment = segments.get(i);
            boolean last = i == segments.size() - 1;
            if (segment.contains(ONE) && !segment.equals(ONE) && !(last && segment.equals(MANY))) {
                throw new InvalidValueException(
                        text, "has a * within a part of its path, or a ** not at its end", REMEDY);
            }
        }
        return new UriPattern(matcher.group(1).toLowerCase(Locale.ROOT), segments);
    }

    /// Whether a URI is one of those.
    public boolean matches(String uri) {
        Matcher matcher = URI.matcher(uri);
        if (!matcher.matches() || !matcher.group(1).toLowerCase(Locale.ROOT).equals(origin)) {
            return false;
        }
        List<String> parts = segments(matcher.group(2));
        boolean open = !segments.isEmpty() && segments.getLast().equals(MANY);
        if (open ? parts.size() < segments.size() : parts.size() != segments.size()) {
            return false;
        }
        for (int i = 0; i < parts.size(); i++) {
            String wanted = segments.get(Math.min(i, segments.size() - 1));
            boolean fits =
                    wanted.equals(ONE) || wanted.equals(MANY)
                            ? isPlain(parts.get(i))
                            : wanted.equals(parts.get(i));
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return segments.isEmpty() ? origin : origin + '/' + String.join("/", segments);
    }

    private static boolean isPlain(String part) {
        return PLAIN.matcher(part).matches() && !part.equals(".") && !part.equals("..");
    }

    private static List<String> segments(String path) {
        return path.isEmpty() ? List.of() : List.of(path.substring(1).split("/", -1));
    }
}
