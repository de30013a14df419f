package io.sallyport.proxy.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.sallyport.config.model.ContentCoding;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Which content codings a client takes (RFC 9110, section 12.5.3).
final class AcceptEncoding {
    private static final Pattern NOTHING = Pattern.compile("0(\\.0{0,3})?");

    private AcceptEncoding() {}

    /// The first that the client takes, or null if it takes none. What it likes better does not count: what it takes, it
    /// can read.
    ///
    /// @param codings the preferred first
    static @Nullable ContentCoding first(HttpHeaders request, List<ContentCoding> codings) {
        String accepted = String.join(",", request.getAll(HttpHeaderNames.ACCEPT_ENCODING));
        if (accepted.isEmpty()) {
            return null;
        }
        List<String> items = List.of(accepted.toLowerCase(Locale.ROOT).split(",", -1));
        for (ContentCoding coding : codings) {
            if (takes(items, coding.keyword())) {
                return coding;
            }
        }
        return null;
    }

    private static boolean takes(List<String> items, String coding) {
        boolean anything = false;
        for (String item : items) {
            String[] parts = item.split(";", -1);
            String name = parts[0].strip();
            boolean wanted = isWanted(parts);
            if (name.equals(coding) || name.equals("x-" + coding)) {
                return wanted;
            }
            anything |= name.equals("*") && wanted;
        }
        return anything;
    }

    private static boolean isWanted(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            String part = parts[i].replace(" ", "").replace("\t", "");
            if (part.startsWith("q=") && NOTHING.matcher(part.substring(2)).matches()) {
                return false;
            }
        }
        return true;
    }
}
