package io.sallyport.config.model;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Objects;

/// Where a collector takes spans by OTLP over HTTP.
///
/// @param uri `http` or `https`, with a host and a path, without anything secret
public record OtlpEndpoint(URI uri) {
    private static final String REMEDY =
            "write the whole address, such as http://127.0.0.1:4318/v1/traces";

    private static final int LAST_PORT = 65_535;

    /// @throws InvalidValueException when it is no such address
    public OtlpEndpoint {
        String fault = fault(uri);
        if (!fault.isEmpty()) {
            throw new InvalidValueException(uri.toString(), fault, REMEDY);
        }
    }

    /// Reads `http://127.0.0.1:4318/v1/traces`.
    ///
    /// @throws InvalidValueException when the text is no such address
    public static OtlpEndpoint parse(String text) {
        try {
            return new OtlpEndpoint(new URI(text));
        } catch (URISyntaxException _) {
            throw new InvalidValueException(text, "is no URL", REMEDY);
        }
    }

    /// Empty if there is none. A path is asked for because nobody adds the usual one.
    private static String fault(URI uri) {
        String scheme = Objects.requireNonNullElse(uri.getScheme(), "");
        if (!scheme.equals("http") && !scheme.equals("https")) {
            return "begins neither with http:// nor with https://";
        }
        if (uri.getRawUserInfo() != null) {
            return "has a user or a password in it";
        }
        if (uri.getHost() == null) {
            return "has no host";
        }
        if (uri.getPort() == 0 || uri.getPort() > LAST_PORT) {
            return "has no port from 1 to 65535";
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            return "has something behind its path";
        }
        return uri.getRawPath().length() < 2 ? "has no path" : "";
    }

    @Override
    public String toString() {
        return uri.toString();
    }
}
