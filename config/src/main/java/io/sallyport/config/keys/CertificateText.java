package io.sallyport.config.keys;

import io.sallyport.config.model.InvalidValueException;
import io.sallyport.config.model.UriPattern;
import io.sallyport.config.schema.Shape;
import io.sallyport.config.schema.Types;
import io.sallyport.config.schema.ValueType;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.security.auth.x500.X500Principal;

/// Types for what stands in certificates.
final class CertificateText {
    /// The upper bound of RFC 5280, appendix A.1, for a common name.
    private static final int MAX_COMMON_NAME = 64;

    private static final Pattern EMAIL = Pattern.compile("(\\*|[^\\s@*]+)@([A-Za-z0-9.-]+)");
    private static final Pattern SHA_256 =
            Pattern.compile("[0-9A-Fa-f]{64}|[0-9A-Fa-f]{2}(:[0-9A-Fa-f]{2}){31}");

    private CertificateText() {}

    static ValueType.Scalar<UriPattern> uriPattern() {
        return Types.text(
                "URI",
                "a URI, such as spiffe://example.org/ns/prod/*",
                "^[A-Za-z][A-Za-z0-9+.-]*://[^?#]+$",
                UriPattern::parse);
    }

    static ValueType.Scalar<String> commonName() {
        String description = "a common name of 1 to 64 characters, such as batch-job";
        return Types.text(
                "name",
                description,
                "^.{1,64}$",
                text -> {
                    if (text.isBlank() || text.length() > MAX_COMMON_NAME) {
                        throw new InvalidValueException(
                                text, "is not a common name", "write " + description);
                    }
                    return text;
                });
    }

    /// With its domain in lower case.
    static ValueType.Scalar<String> email() {
        String description = "an e-mail address, or *@ before a domain";
        return Types.text(
                "address",
                description,
                "^[^ @]+@[A-Za-z0-9.-]+$",
                text -> {
                    if (!EMAIL.matcher(text).matches()) {
                        throw new InvalidValueException(
                                text, "is not an e-mail address", "write " + description);
                    }
                    int at = text.indexOf('@');
                    return text.substring(0, at) + text.substring(at).toLowerCase(Locale.ROOT);
                });
    }

    static ValueType.Scalar<X500Principal> distinguishedName() {
        String description = "a distinguished name, such as CN=Clients CA,O=Example,C=DE";
        return new ValueType.Scalar<>(
                "name",
                description,
                List.of(new Shape.Text("=")),
                (text, _) -> {
                    try {
                        X500Principal name = new X500Principal(text);
                        if (!name.getName().isEmpty()) {
                            return name;
                        }
                    } catch (IllegalArgumentException _) {
                        // the same answer as for no name at all
                    }
                    throw new InvalidValueException(
                            text, "is not a distinguished name", "write " + description);
                },
                X500Principal::getName);
    }

    /// In lower case, without colons.
    static ValueType.Scalar<String> sha256(String of) {
        String description = "the SHA-256 of a " + of + ", 64 hexadecimal digits";
        return Types.text(
                "hash",
                description,
                "^[0-9A-Fa-f:]{64,95}$",
                text -> {
                    if (!SHA_256.matcher(text).matches()) {
                        throw new InvalidValueException(
                                text, "is not a SHA-256", "write " + description);
                    }
                    return text.replace(":", "").toLowerCase(Locale.ROOT);
                });
    }
}
