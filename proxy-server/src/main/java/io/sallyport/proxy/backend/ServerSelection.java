package io.sallyport.proxy.backend;

import java.util.BitSet;
import java.util.Set;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/// The servers to try for one connection or request, no server twice. For one thread at a time.
///
/// First come those that are worth it; then those that are passed over for what happened with them. One whose health
/// checks fail gets something only if that is so for every server: then the checks are likelier to be wrong than all
/// of them are to be down, and there is nothing to lose.
public final class ServerSelection {
    private static final int NONE = -1;

    private final Backend backend;
    private final Affinity affinity;
    private final Set<Server> avoided;
    private final int turn;
    private final BitSet tried = new BitSet();
    private int triesLeft;
    private boolean full;

    ServerSelection(Backend backend, Affinity affinity, Set<Server> avoided, int turn, int tries) {
        this.backend = backend;
        this.affinity = affinity;
        this.avoided = avoided;
        this.turn = turn;
        this.triesLeft = Math.min(tries, backend.servers().size());
    }

    /// The next server to try, or null if enough have been tried.
    public @Nullable Server next() {
        if (triesLeft == 0) {
            return null;
        }
        int chosen = sticky();
        chosen = chosen == NONE ? choose(this::isWorthIt) : chosen;
        chosen = chosen == NONE ? choose(this::isUntriedAndUsable) : chosen;
        chosen = chosen == NONE && !full ? lastResort() : chosen;
        if (chosen == NONE) {
            return null;
        }
        triesLeft--;
        tried.set(chosen);
        return server(chosen);
    }

    /// The last one was no try: it had no room. To wait for it is better than to try those that are passed over.
    public void passedBy() {
        triesLeft++;
        full = true;
    }

    /// Whether one of the servers had no room.
    public boolean isFull() {
        return full;
    }

    private int lastResort() {
        int chosen = choose(this::isLeft);
        return chosen == NONE ? choose(index -> !tried.get(index) && isAvoided(index)) : chosen;
    }

    private int sticky() {
        if (affinity.token() == null) {
            return NONE;
        }
        int known = backend.indexOf(affinity.token());
        return known >= 0 && isUntriedAndUsable(known) ? known : NONE;
    }

    private int choose(IntPredicate eligible) {
        return switch (backend.balance()) {
            case ROUND_ROBIN -> inTurn(eligible);
            case LEAST_CONNECTIONS -> leastLoaded(eligible);
            case RANDOM_TWO -> randomTwo(eligible);
            case CONSISTENT_HASH ->
                    affinity.key() == null ? inTurn(eligible) : best(affinity.key(), eligible);
        };
    }

    private int inTurn(IntPredicate eligible) {
        Turns turns = backend.turns();
        for (int i = 0; i < turns.size(); i++) {
            int index = turns.serverAt(turn + i);
            if (eligible.test(index)) {
                return index;
            }
        }
        return NONE;
    }

    private int leastLoaded(IntPredicate eligible) {
        Turns turns = backend.turns();
        BitSet seen = new BitSet();
        int best = NONE;
        double least = Double.MAX_VALUE;
        for (int i = 0; i < turns.size(); i++) {
            int index = turns.serverAt(turn + i);
            if (!seen.get(index) && eligible.test(index)) {
                double load = relativeLoad(index);
                best = load < least ? index : best;
                least = Math.min(load, least);
            }
            seen.set(index);
        }
        return best;
    }

    private int randomTwo(IntPredicate eligible) {
        int one = random(eligible);
        int two = one == NONE ? NONE : random(index -> index != one && eligible.test(index));
        return two != NONE && relativeLoad(two) < relativeLoad(one) ? two : one;
    }

    /// One of them, each as likely as its weight says.
    private int random(IntPredicate eligible) {
        double total = 0;
        int chosen = NONE;
        for (int index = 0; index < backend.servers().size(); index++) {
            if (eligible.test(index)) {
                double weight = server(index).weight();
                total += weight;
                chosen = backend.random() * total < weight ? index : chosen;
            }
        }
        return chosen;
    }

    private int best(String key, IntPredicate eligible) {
        long hash = Rendezvous.hash(key);
        int best = NONE;
        double highest = -1;
        for (int index = 0; index < backend.servers().size(); index++) {
            if (eligible.test(index)) {
                Server server = server(index);
                double score = Rendezvous.score(hash, server.seed(), server.effectiveWeight());
                best = score > highest ? index : best;
                highest = Math.max(score, highest);
            }
        }
        return best;
    }

    private double relativeLoad(int index) {
        return server(index).load() / server(index).effectiveWeight();
    }

    /// A server that just came back is left out now and then, until it has its whole share. Hashing sees to that
    /// itself.
    private boolean isWorthIt(int index) {
        if (!isUntriedAndUsable(index)) {
            return false;
        }
        double share = server(index).share();
        return share >= 1
                || backend.balance() == Balance.CONSISTENT_HASH && affinity.key() != null
                || backend.random() < share;
    }

    private boolean isUntriedAndUsable(int index) {
        return !tried.get(index) && !isAvoided(index) && server(index).isUsable();
    }

    private boolean isLeft(int index) {
        return !tried.get(index)
                && !isAvoided(index)
                && (server(index).isHealthy() || backend.isWithoutHealthyServer());
    }

    private boolean isAvoided(int index) {
        return avoided.contains(server(index));
    }

    private Server server(int index) {
        return backend.servers().get(index);
    }
}
