package io.sallyport.proxy.backend;

import java.util.Set;

/// When a request is made again.
///
/// @param tries how often it is made in all, at most
/// @param statuses of answers that another server is asked to better
/// @param budgetPercent of the backend's requests that may be made again
public record RetryTerms(int tries, Set<Integer> statuses, int budgetPercent) {
    public RetryTerms {
        statuses = Set.copyOf(statuses);
    }
}
