package io.sallyport.config.model;

import java.util.List;

/// When a request is made again.
///
/// @param tries how often it is made in all, at most; 1: never again
/// @param statuses of answers that are tried to better
/// @param budgetPercent of a backend's requests that may be made again
public record RetrySettings(int tries, List<Integer> statuses, int budgetPercent) {

    /// Once more when a server ended the connection; answers are taken as they are.
    public static final RetrySettings DEFAULTS = new RetrySettings(2, List.of(), 20);

    public RetrySettings {
        statuses = List.copyOf(statuses);
    }
}
