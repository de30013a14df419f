package io.sallyport.tls.negotiation;

import io.sallyport.tls.codepoint.CodePoints;
import io.sallyport.tls.codepoint.NamedGroup;
import io.sallyport.tls.event.RetryCause;
import io.sallyport.tls.message.KeyShareEntry;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The group to use, and the share for it if the client sent one.
///
/// A share that is there saves a round trip, so among groups of like strength it beats the policy's
/// order. It does not beat a hybrid group that the client could use: that is asked for by
/// HelloRetryRequest, because traffic recorded today may be read by a later quantum computer.
///
/// @param clientShare null if HelloRetryRequest must ask for one
/// @param retryCause why it must be asked for; null if it is there
record GroupChoice(
        NamedGroup group, @Nullable KeyShareEntry clientShare, @Nullable RetryCause retryCause) {

    /// @return nothing if no group is shared
    static Optional<GroupChoice> of(
            List<NamedGroup> policy, CodePoints offered, List<KeyShareEntry> shares) {
        List<NamedGroup> shared = policy.stream().filter(offered::contains).toList();
        if (shared.isEmpty()) {
            return Optional.empty();
        }
        boolean hybrid = shared.stream().anyMatch(GroupChoice::isHybrid);
        List<NamedGroup> candidates =
                hybrid ? shared.stream().filter(GroupChoice::isHybrid).toList() : shared;
        for (NamedGroup group : candidates) {
            for (KeyShareEntry share : shares) {
                if (share.group() == group.code()) {
                    return Optional.of(new GroupChoice(group, share, null));
                }
            }
        }
        boolean classicalShare = shares.stream().anyMatch(share -> isAmong(shared, share.group()));
        return Optional.of(
                new GroupChoice(
                        candidates.getFirst(),
                        null,
                        classicalShare
                                ? RetryCause.HYBRID_PREFERRED
                                : RetryCause.NO_ACCEPTABLE_SHARE));
    }

    private static boolean isHybrid(NamedGroup group) {
        return group.kind() == NamedGroup.Kind.HYBRID;
    }

    private static boolean isAmong(List<NamedGroup> groups, int code) {
        return groups.stream().anyMatch(group -> group.code() == code);
    }
}
