package io.sallyport.config.keys;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.sallyport.config.model.ClientIdentityFields;
import io.sallyport.config.model.InvalidValueException;
import io.sallyport.config.schema.Surroundings;
import io.sallyport.config.schema.Types;
import io.sallyport.config.schema.ValueType;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Types for what stands in requests and answers: hosts, methods, fields, expressions over them.
final class HttpText {
    /// What a program for a regular expression may have in instructions: matching takes time for each of them
    /// and each character.
    private static final int LARGEST_PROGRAM = 2_000;

    private static final int LONGEST_REGEX = 1_000;
    private static final int LONGEST_VALUE = 4_096;
    private static final String TOKEN = "[A-Za-z0-9!#$%&'*+.^_`|~-]{1,256}";

    private static final Set<String> CONNECTION_FIELDS =
            Set.of(
                    "connection",
                    "content-length",
                    "expect",
                    "keep-alive",
                    "proxy-connection",
                    "te",
                    "trailer",
                    "transfer-encoding",
                    "upgrade");

    /// What a field of an operator's own must not be taken for, though it may look like it: see
    /// [ClientIdentityFields#folded].
    private static final Set<String> FIELDS_WITH_A_MEANING =
            Set.of(
                    "host",
                    "cookie",
                    "authorization",
                    "proxy-authorization",
                    "content-type",
                    "content-encoding",
                    "range",
                    "via",
                    "forwarded",
                    "x-forwarded-for",
                    "x-forwarded-proto",
                    "x-forwarded-host",
                    "x-forwarded-port",
                    "x-real-ip",
                    "x-request-id",
                    "traceparent",
                    "tracestate",
                    "early-data",
                    ClientIdentityFields.CLIENT_CERT,
                    ClientIdentityFields.CLIENT_CERT_CHAIN,
                    ClientIdentityFields.FORWARDED_CLIENT_CERT);

    /// Nothing here depends on it.
    private static final Surroundings NOWHERE = new Surroundings(Path.of(""), Map.of());

    private HttpText() {}

    /// A host as it stands in `Host`, in lower case and without a port, or a wildcard.
    static ValueType.Scalar<String> host() {
        String description =
                "a host, such as www.example.com, *.example.com, 192.0.2.1 or \"[2001:db8::1]\"";
        return Types.text(
                "host",
                description,
                "",
                text -> {
                    String host = text.toLowerCase(Locale.ROOT);
                    if (host.matches(".*:[0-9]{1,5}") && !host.endsWith("]")) {
                        throw new InvalidValueException(
                                text, "has a port, and ports are not looked at", "leave it out");
                    }
                    if (host.indexOf('*', host.startsWith("*.") ? 1 : 0) >= 0) {
                        throw new InvalidValueException(
                                text,
                                "has a * in a place where none can be",
                                "write *.example.com for all names below example.com");
                    }
                    if (!Names.isDnsName(host)
                            && !host.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}")
                            && !host.matches("\\[[0-9a-f:.]+]")) {
                        throw new InvalidValueException(
                                text,
                                "is not a host",
                                "write "
                                        + description
                                        + ", international names in their xn-- form");
                    }
                    return host;
                });
    }

    /// A host that is no wildcard.
    static ValueType.Scalar<String> plainHost() {
        String description = "a host, such as www.example.com";
        return Types.text(
                "host",
                description,
                "",
                text -> {
                    if (text.startsWith("*")) {
                        throw new InvalidValueException(
                                text, "is a pattern", "write " + description);
                    }
                    return host().parser().parse(text, NOWHERE);
                });
    }

    /// A request's method. Methods have case, and all that are registered are in capitals.
    static ValueType.Scalar<String> method() {
        return Types.text(
                "method",
                "a method, such as GET",
                "^[A-Z-]+$",
                text -> {
                    if (Set.of("CONNECT", "TRACE").contains(text)) {
                        throw new InvalidValueException(
                                text, "is done for nobody", "write another method, such as GET");
                    }
                    if (!text.matches("[A-Z][A-Z-]{0,30}")) {
                        throw new InvalidValueException(
                                text,
                                "is not a method",
                                "write it in capitals, such as GET or POST");
                    }
                    return text;
                });
    }

    /// The name of a header field, in lower case.
    static ValueType.Scalar<String> fieldName() {
        String description = "the name of a header field, such as X-Request-Id";
        return Types.text(
                "field",
                description,
                "",
                text -> {
                    if (!text.matches(TOKEN)) {
                        throw new InvalidValueException(
                                text, "is not the name of a field", "write " + description);
                    }
                    return text.toLowerCase(Locale.ROOT);
                });
    }

    /// The name of a header field that a route may set: none that says how long a message is or what the connection is to
    /// do, which would be different from what happens.
    static ValueType.Scalar<String> changeableField() {
        return without(CONNECTION_FIELDS);
    }

    /// The same, for one that may also be missing, or be there twice.
    static ValueType.Scalar<String> repeatableField() {
        Set<String> fields = new HashSet<>(CONNECTION_FIELDS);
        fields.add("host");
        return without(fields);
    }

    /// The name of a header field that means what its operator wants, and nothing that anybody knows.
    static ValueType.Scalar<String> ownField() {
        ValueType.Scalar<String> any = fieldName();
        return Types.text(
                any.name(),
                "the name of a header field, such as X-Client-Subject",
                "",
                text -> {
                    String name = any.parser().parse(text, NOWHERE);
                    String folded = ClientIdentityFields.folded(name);
                    if (FIELDS_WITH_A_MEANING.contains(folded)
                            || CONNECTION_FIELDS.contains(folded)) {
                        throw new InvalidValueException(
                                text,
                                "has a meaning of its own",
                                "write another name, such as X-Client-Subject");
                    }
                    return name;
                });
    }

    private static ValueType.Scalar<String> without(Set<String> refused) {
        ValueType.Scalar<String> any = fieldName();
        return Types.text(
                any.name(),
                any.description(),
                "",
                text -> {
                    String name = any.parser().parse(text, NOWHERE);
                    if (refused.contains(name)) {
                        throw new InvalidValueException(
                                text,
                                "belongs to the connection or says where a message ends",
                                "leave it to the proxy");
                    }
                    return name;
                });
    }

    /// The value of a header field (RFC 9110, section 5.5), in ASCII, which alone all programs read alike.
    static ValueType.Scalar<String> fieldValue() {
        return Types.text(
                "text",
                "the value of a header field",
                "",
                text -> {
                    String value = text.strip();
                    if (value.length() > LONGEST_VALUE || !value.matches("[ -~\\t]*")) {
                        throw new InvalidValueException(
                                text,
                                "is not the value of a field",
                                "write one line of ASCII of at most 4096 characters");
                    }
                    return value;
                });
    }

    /// A regular expression.
    static ValueType.Scalar<String> regex() {
        String description =
                "a regular expression in RE2's syntax of at most "
                        + LONGEST_REGEX
                        + " characters, such as /users/[0-9]+";
        return Types.text(
                "regex",
                description,
                "",
                text -> {
                    if (text.isEmpty() || text.length() > LONGEST_REGEX) {
                        throw new InvalidValueException(
                                text,
                                text.isEmpty() ? "matches nothing" : "is too long",
                                "write " + description);
                    }
                    int size = programSize(text);
                    if (size > LARGEST_PROGRAM) {
                        throw new InvalidValueException(
                                text,
                                "takes too long to match",
                                "write one with fewer or smaller repetitions");
                    }
                    return text;
                });
    }

    /// How many groups an expression has that was read as one.
    static int groups(String regex) {
        return Pattern.compile(regex).groupCount();
    }

    private static int programSize(String regex) {
        try {
            return Pattern.compile(regex).programSize();
        } catch (PatternSyntaxException e) {
            throw new InvalidValueException(
                    regex,
                    "is not a regular expression (" + e.getDescription() + ")",
                    "write one in RE2's syntax, which has no look-around and no back references");
        }
    }
}
