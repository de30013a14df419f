package io.sallyport.config.schema;

import io.sallyport.config.model.InvalidValueException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Puts environment variables into values: `${NAME}`, `${NAME:-default}`; `$${` is a plain `${`.
final class Interpolation {
    private static final Pattern REFERENCE =
            Pattern.compile(
                    "\\$\\$\\{|\\$\\{(?<name>[A-Za-z_][A-Za-z0-9_]*)(:-(?<default>[^}]*))?}|\\$\\{");

    /// A value after variables were put in.
    ///
    /// @param replaced whether there were any; such a text is not to be shown, as the environment
    ///   is where secrets are kept
    record Result(String text, boolean replaced) {}

    private Interpolation() {}

    /// @throws InvalidValueException when a variable without default is not set
    static Result of(String text, Map<String, String> environment) {
        Matcher matcher = REFERENCE.matcher(text);
        StringBuilder result = new StringBuilder();
        boolean replaced = false;
        while (matcher.find()) {
            boolean escaped = matcher.group().startsWith("$$");
            String replacement = escaped ? "${" : value(text, matcher, environment);
            replaced |= !escaped;
            matcher.appendReplacement(result, Matcher.quoteReplacement(replacement));
        }
        return new Result(matcher.appendTail(result).toString(), replaced);
    }

    /// As in a shell, the default also stands for a variable that is set but empty.
    private static String value(String text, Matcher matcher, Map<String, String> environment) {
        String name = matcher.group("name");
        if (name == null) {
            throw new InvalidValueException(
                    text,
                    "has a '${' that is no reference to a variable",
                    "write ${NAME} or ${NAME:-default}, or $${ for a plain ${");
        }
        String value = environment.getOrDefault(name, "");
        String usual = matcher.group("default");
        if (value.isEmpty() && usual != null) {
            return usual;
        }
        if (!environment.containsKey(name)) {
            throw new InvalidValueException(
                    text,
                    "refers to the environment variable " + name + ", which is not set",
                    "set it, or give a default as ${" + name + ":-default}");
        }
        return value;
    }
}
