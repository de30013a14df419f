package io.sallyport.config.schema;

import io.sallyport.config.model.BindAddress;
import io.sallyport.config.model.ByteSize;
import io.sallyport.config.model.HostAndPort;
import io.sallyport.config.model.InvalidValueException;
import io.sallyport.config.model.Keyword;
import io.sallyport.config.model.Network;
import io.sallyport.config.model.ServerAddress;
import io.sallyport.config.model.UnixSocket;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.regex.Pattern;

/// The types of single values, apart from files, which are in [FileTypes].
public final class Types {
    private static final String AUTO = "auto";
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9})?");
    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,18}");

    private Types() {}

    /// Any text without a meaning of its own, such as the name of a backend.
    ///
    /// @param name short: `name`
    /// @param description what to write: `the name of a backend`
    public static ValueType.Scalar<String> text(String name, String description) {
        return text(name, description, "", Function.identity());
    }

    /// A text that a function checks and brings into its usual form.
    ///
    /// @param pattern an ECMA 262 regular expression for editors; empty: any text
    public static <V> ValueType.Scalar<V> text(
            String name, String description, String pattern, Function<String, V> parser) {
        return new ValueType.Scalar<>(
                name,
                description,
                List.of(new Shape.Text(pattern)),
                (text, _) -> parser.apply(text),
                String::valueOf);
    }

    /// One of the words of an enum.
    public static <E extends Enum<E> & Keyword> ValueType.Scalar<E> word(Class<E> type) {
        return word(type, Map.of());
    }

    /// One of the words of an enum.
    ///
    /// @param refused words that people may expect, with what is wrong with them
    public static <E extends Enum<E> & Keyword> ValueType.Scalar<E> word(
            Class<E> type, Map<String, String> refused) {
        List<E> constants = List.of(type.getEnumConstants());
        List<String> words = constants.stream().map(Keyword::keyword).toList();
        String description = or(words);
        return new ValueType.Scalar<>(
                "word",
                description,
                List.of(new Shape.Words(words)),
                (text, _) -> {
                    int index = words.indexOf(text);
                    if (index >= 0) {
                        return constants.get(index);
                    }
                    String reason = refused.get(text);
                    throw reason == null
                            ? new InvalidValueException(
                                    text, "is not known here", wordRemedy(text, words, description))
                            : new InvalidValueException(text, reason, "write " + description);
                },
                Keyword::keyword);
    }

    private static String wordRemedy(String text, List<String> words, String description) {
        return Nearest.to(text, words)
                .map(near -> "did you mean '" + near + "'? Possible: ")
                .orElse("write ")
                .concat(description);
    }

    /// `true` or `false`.
    public static ValueType.Scalar<Boolean> flag() {
        return new ValueType.Scalar<>(
                "boolean",
                "true or false",
                List.of(new Shape.Flag()),
                (text, _) ->
                        switch (text) {
                            case "true" -> true;
                            case "false" -> false;
                            default ->
                                    throw new InvalidValueException(
                                            text, "is no truth value", "write true or false");
                        },
                String::valueOf);
    }

    /// A whole number in a range.
    public static ValueType.Scalar<Integer> whole(int lowest, int highest) {
        String description =
                String.format(Locale.ROOT, "a whole number from %d to %d", lowest, highest);
        return new ValueType.Scalar<>(
                "number",
                description,
                List.of(new Shape.Whole(lowest, highest)),
                (text, _) -> wholeIn(text, lowest, highest, description),
                String::valueOf);
    }

    /// A number from 0 to 1, such as `0.1`.
    public static ValueType.Scalar<Double> fraction() {
        String description = "a number from 0 to 1, such as 0.1";
        return new ValueType.Scalar<>(
                "number",
                description,
                List.of(new Shape.Decimal(0, 1)),
                (text, _) -> {
                    if (!DECIMAL.matcher(text).matches()) {
                        throw new InvalidValueException(
                                text, "is not such a number", "write " + description);
                    }
                    double number = Double.parseDouble(text);
                    requireRange(text, false, number > 1, description);
                    return number;
                },
                String::valueOf);
    }

    /// A whole number of hundredths in a range, such as `20%`.
    public static ValueType.Scalar<Integer> percent(int lowest, int highest) {
        String description = String.format(Locale.ROOT, "from %d%% to %d%%", lowest, highest);
        return new ValueType.Scalar<>(
                "percentage",
                description,
                List.of(new Shape.Text("^[0-9]+%$")),
                (text, _) -> {
                    if (!text.endsWith("%")) {
                        throw new InvalidValueException(
                                text, "is no percentage", "write " + description);
                    }
                    String number = text.substring(0, text.length() - 1);
                    return wholeIn(number, lowest, highest, description);
                },
                number -> number + "%");
    }

    /// A whole number in a range, or `auto` for none.
    public static ValueType.Scalar<OptionalInt> wholeOrAuto(int lowest, int highest) {
        String description =
                String.format(Locale.ROOT, "auto or a whole number from %d to %d", lowest, highest);
        return new ValueType.Scalar<>(
                "number",
                description,
                List.of(new Shape.Words(List.of(AUTO)), new Shape.Whole(lowest, highest)),
                (text, _) ->
                        text.equals(AUTO)
                                ? OptionalInt.empty()
                                : OptionalInt.of(wholeIn(text, lowest, highest, description)),
                number -> number.isPresent() ? Integer.toString(number.getAsInt()) : AUTO);
    }

    private static int wholeIn(String text, int lowest, int highest, String description) {
        if (!WHOLE.matcher(text).matches()) {
            throw new InvalidValueException(text, "is not a whole number", "write " + description);
        }
        long number = Long.parseLong(text);
        requireRange(text, number < lowest, number > highest, description);
        return (int) number;
    }

    /// A time span in a range.
    public static ValueType.Scalar<Duration> duration(Duration lowest, Duration highest) {
        String description =
                String.format(
                        Locale.ROOT,
                        "a duration from %s to %s",
                        Durations.format(lowest),
                        Durations.format(highest));
        return new ValueType.Scalar<>(
                "duration",
                description,
                List.of(new Shape.Text("^[0-9]+(ms|s|m|h)$")),
                (text, _) -> {
                    Duration duration = Durations.parse(text);
                    requireRange(
                            text,
                            duration.compareTo(lowest) < 0,
                            duration.compareTo(highest) > 0,
                            description);
                    return duration;
                },
                Durations::format);
    }

    /// A number of bytes in a range.
    public static ValueType.Scalar<ByteSize> size(ByteSize lowest, ByteSize highest) {
        String description = String.format(Locale.ROOT, "a size from %s to %s", lowest, highest);
        return new ValueType.Scalar<>(
                "size",
                description,
                List.of(new Shape.Text("^[0-9]+(B|KiB|MiB|GiB)$")),
                (text, _) -> {
                    ByteSize size = ByteSize.parse(text);
                    requireRange(
                            text,
                            size.compareTo(lowest) < 0,
                            size.compareTo(highest) > 0,
                            description);
                    return size;
                },
                ByteSize::toString);
    }

    private static void requireRange(
            String text, boolean tooLow, boolean tooHigh, String description) {
        if (tooLow || tooHigh) {
            throw new InvalidValueException(
                    text, tooLow ? "is too small" : "is too large", "write " + description);
        }
    }

    /// A block of IP addresses.
    public static ValueType.Scalar<Network> network() {
        return text(
                "network",
                "ADDRESS/BITS, such as 10.0.0.0/8 or fd00::/8, or a single address",
                "^[0-9A-Fa-f:.]+(/[0-9]+)?$",
                Network::parse);
    }

    /// An address to listen on.
    public static ValueType.Scalar<BindAddress> bindAddress() {
        return text(
                "address",
                "ADDRESS:PORT, such as 127.0.0.1:8443, 0.0.0.0:8443 or [::]:8443",
                "^.+:[0-9]+$",
                BindAddress::parse);
    }

    /// The address of a server of a backend.
    public static ValueType.Scalar<ServerAddress> serverAddress() {
        return new ValueType.Scalar<>(
                "address",
                "HOST:PORT, such as 127.0.0.1:8080, or unix:/PATH",
                List.of(new Shape.Text("^(unix:.+|.+:[0-9]+)$")),
                (text, surroundings) ->
                        switch (ServerAddress.parse(text)) {
                            case UnixSocket(var path) ->
                                    new UnixSocket(surroundings.folder().resolve(path));
                            case ServerAddress tcp -> tcp;
                        },
                ServerAddress::toString);
    }

    /// The address of a server that is reached by TCP.
    public static ValueType.Scalar<HostAndPort> hostAndPort() {
        String description = "HOST:PORT, such as 127.0.0.1:6379 or redis.internal:6379";
        return text(
                "address",
                description,
                "^.+:[0-9]+$",
                text -> {
                    try {
                        return HostAndPort.parse(text);
                    } catch (InvalidValueException e) {
                        throw new InvalidValueException(text, e.fault(), "write " + description);
                    }
                });
    }

    private static String or(List<String> words) {
        int last = words.size() - 1;
        return last == 0
                ? words.getFirst()
                : String.join(", ", words.subList(0, last)) + " or " + words.get(last);
    }
}
