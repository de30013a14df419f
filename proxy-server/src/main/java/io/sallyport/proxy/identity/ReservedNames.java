package io.sallyport.proxy.identity;

import io.sallyport.config.model.ClientIdentityFields;
import java.util.ArrayList;
import java.util.List;

/// Names of header fields that nobody but the proxy may send, in every spelling that a server may take for them. Immutable.
///
/// Servers that put fields into variables, as CGI has it, make one character of all that are neither letters nor digits:
/// `Client_Cert` and `client.cert` are `Client-Cert` to them ([ClientIdentityFields#folded]).
final class ReservedNames {
    private static final List<String> NONE = List.of();

    /// Folded, by their length: most names have another one, and are not looked at.
    private final List<List<String>> byLength;

    ReservedNames(List<String> names) {
        int longest = names.stream().mapToInt(String::length).max().orElse(0);
        List<List<String>> table = new ArrayList<>();
        for (int length = 0; length <= longest; length++) {
            int wanted = length;
            table.add(
                    names.stream()
                            .filter(name -> name.length() == wanted)
                            .map(ClientIdentityFields::folded)
                            .distinct()
                            .toList());
        }
        byLength = List.copyOf(table);
    }

    boolean contains(CharSequence name) {
        List<String> candidates =
                name.length() < byLength.size() ? byLength.get(name.length()) : NONE;
        for (int i = 0; i < candidates.size(); i++) {
            if (isSpelling(name, candidates.get(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSpelling(CharSequence name, String folded) {
        for (int i = 0; i < folded.length(); i++) {
            if (folded(name.charAt(i)) != folded.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static char folded(char c) {
        if (c >= 'A' && c <= 'Z') {
            return (char) (c | 0x20);
        }
        return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' ? c : '-';
    }
}
