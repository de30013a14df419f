package io.sallyport.proxy.route;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

/// Another path for one that matches as a whole, in the spelling of [RequestPath#readings]. Any other stays.
///
/// @param substitution `$1` to `$9` stand for what the groups matched, `$$` for a dollar
public record RegexRewrite(Pattern pattern, String substitution) implements PathRewrite {

    @Override
    public String of(RequestPath path) {
        Matcher matcher = pattern.matcher(path.readings().getFirst());
        if (!matcher.matches()) {
            return path.forwarded();
        }
        StringBuilder rewritten = new StringBuilder();
        boolean dollar = false;
        for (int i = 0; i < substitution.length(); i++) {
            char c = substitution.charAt(i);
            if (dollar) {
                rewritten.append(c == '$' ? "$" : group(matcher, c - '0'));
                dollar = false;
            } else if (c == '$') {
                dollar = true;
            } else {
                rewritten.append(c);
            }
        }
        return rewritten.toString();
    }

    /// A group that took no part is empty.
    private static String group(Matcher matcher, int number) {
        String text = matcher.group(number);
        return text == null ? "" : text;
    }
}
