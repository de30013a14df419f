package io.sallyport.config.model;

/// How often something may happen: a bucket of tokens.
///
/// @param perSecond in the long run; at least 1
/// @param burst how many at once, after a pause; at least 1
public record Rate(int perSecond, int burst) {
    public Rate {
        if (perSecond < 1 || burst < 1) {
            throw new IllegalArgumentException(
                    "a rate of " + perSecond + " and a burst of " + burst + "; at least 1 each");
        }
    }
}
