package io.sallyport.config.schema;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// The known word that a mistyped one most likely stands for.
public final class Nearest {
    private Nearest() {}

    /// The known word with the fewest edits (letters inserted, left out, replaced or two neighbours
    /// exchanged), or else one that goes on where this one ends, or the other way round; empty when
    /// none is near.
    public static Optional<String> to(String word, Collection<String> known) {
        int allowed = Math.max(1, word.length() / 3);
        return known.stream()
                .filter(candidate -> Math.abs(candidate.length() - word.length()) <= allowed)
                .filter(candidate -> distance(word, candidate) <= allowed)
                .min(Comparator.comparingInt(candidate -> distance(word, candidate)))
                .or(() -> sharingTheirBeginning(word, known));
    }

    private static Optional<String> sharingTheirBeginning(String word, Collection<String> known) {
        return known.stream()
                .filter(candidate -> Math.min(candidate.length(), word.length()) >= 3)
                .filter(candidate -> candidate.startsWith(word) || word.startsWith(candidate))
                .findFirst();
    }

    /// `did you mean 'bind'?`, or else what there is.
    public static String remedy(String word, Collection<String> known, String plural) {
        if (known.isEmpty()) {
            return "there are no " + plural;
        }
        return to(word, known)
                .map(near -> "did you mean '" + near + "'?")
                .orElseGet(() -> "the " + plural + " here are " + String.join(", ", known));
    }

    /// Restricted Damerau-Levenshtein distance.
    private static int distance(String a, String b) {
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replace = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replace, Math.min(last[j], current[j - 1]) + 1);
                if (i > 1
                        && j > 1
                        && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1)) {
                    current[j] = Math.min(current[j], beforeLast[j - 2] + 1);
                }
            }
            beforeLast = last;
            last = current;
        }
        return last[b.length()];
    }
}
