package io.sallyport.config.keys;

import io.sallyport.config.model.InvalidValueException;
import io.sallyport.config.model.Route;
import io.sallyport.config.schema.Shape;
import io.sallyport.config.schema.Types;
import io.sallyport.config.schema.ValueType;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Types for names that come from outside: of servers, protocols and environment variables.
final class Names {
    private static final int MAX_DNS_LENGTH = 253;
    private static final Pattern DNS =
            Pattern.compile(
                    "(\\*\\.)?[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?"
                            + "(\\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*");
    private static final Pattern NUMERIC_END = Pattern.compile("(.*\\.)?[0-9]+");

    /// Up to 255 octets (RFC 7301, section 3.1); those registered with IANA that people configure
    /// are printable ASCII.
    private static final Pattern PROTOCOL = Pattern.compile("[!-~]{1,255}");

    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,64}");

    /// Names become labels of metrics and parts of paths in messages, so dots and spaces are out.
    static final Pattern CONFIGURED = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,62}");

    private Names() {}

    /// The name of a header field or cookie (RFC 9110, section 5.6.2).
    static ValueType.Scalar<String> token() {
        String description = "1 to 64 letters, digits and !#$%&'*+-.^_`|~";
        return Types.text(
                "name",
                description,
                "^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,64}$",
                text -> {
                    if (!TOKEN.matcher(text).matches()) {
                        throw new InvalidValueException(
                                text, "is not a name of HTTP", "write " + description);
                    }
                    return text;
                });
    }

    /// A server name as clients send it (RFC 6066, section 3), in lower case, or a wildcard.
    static ValueType.Scalar<String> serverName() {
        String description = "a DNS name, such as www.example.com or *.example.com";
        return Types.text(
                "name",
                description,
                "^(\\*\\.)?[A-Za-z0-9_.-]+$",
                text -> {
                    String name = text.toLowerCase(Locale.ROOT);
                    if (!DNS.matcher(name).matches() || name.length() > MAX_DNS_LENGTH) {
                        throw new InvalidValueException(
                                text,
                                "is not a DNS name",
                                "write "
                                        + description
                                        + ", international names in their xn-- form");
                    }
                    if (NUMERIC_END.matcher(name).matches()) {
                        throw new InvalidValueException(
                                text,
                                "is an address, which clients never send as a server name",
                                "write " + description);
                    }
                    return name;
                });
    }

    /// Whether it is a DNS name in lower case, or a wildcard.
    static boolean isDnsName(String name) {
        return DNS.matcher(name).matches()
                && name.length() <= MAX_DNS_LENGTH
                && !NUMERIC_END.matcher(name).matches();
    }

    /// A name that the operator chooses for something in a list, which becomes a label of metrics.
    ///
    /// @param what it is for: `route`
    static ValueType.Scalar<String> configured(String what) {
        String description =
                "a name for the " + what + ": a letter, then letters, digits, '-' and '_'";
        return Types.text(
                "name",
                description,
                "^" + CONFIGURED + "$",
                text -> {
                    if (!CONFIGURED.matcher(text).matches()) {
                        throw new InvalidValueException(
                                text,
                                "is not a name",
                                "write a letter, then at most 62 letters, digits, '-' and '_'");
                    }
                    if (text.equals(Route.NONE)) {
                        throw new InvalidValueException(
                                text, "means that there is no " + what, "write another name");
                    }
                    return text;
                });
    }

    /// A protocol name (RFC 7301, section 3.1).
    static ValueType.Scalar<String> alpnProtocol() {
        String description = "a protocol name, such as h2 or http/1.1";
        return Types.text(
                "name",
                description,
                "^[!-~]{1,255}$",
                text -> {
                    if (!PROTOCOL.matcher(text).matches()) {
                        throw new InvalidValueException(
                                text, "is not a protocol name", "write " + description);
                    }
                    return text;
                });
    }

    /// The name of a variable that is set and not empty.
    ///
    /// @param content what the variable holds, and is not to be written instead of its name
    static ValueType.Scalar<String> environmentVariable(String content) {
        return new ValueType.Scalar<>(
                "name",
                "the name of an environment variable",
                List.of(new Shape.Text("")),
                (text, surroundings) -> {
                    if (surroundings.environment().getOrDefault(text, "").isEmpty()) {
                        throw new InvalidValueException(
                                text,
                                "names no environment variable that is set",
                                "write the name of the variable, not the "
                                        + content
                                        + ", and set it");
                    }
                    return text;
                },
                Function.identity());
    }
}
