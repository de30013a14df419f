package io.sallyport.proxy.backend;

import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The servers to try for one connection, no server twice. For one thread at a time.
public final class ServerSelection {
    /// Heavier than any number of connections: an unusable server comes after every usable one.
    private static final long UNUSABLE = 1L << 32;

    private final List<Server> servers;
    private final Balance balance;
    private final int start;
    private final BitSet tried = new BitSet();
    private int triesLeft;

    ServerSelection(List<Server> servers, Balance balance, int start, int tries) {
        this.servers = servers;
        this.balance = balance;
        this.start = start;
        this.triesLeft = Math.min(tries, servers.size());
    }

    /// The next server to try, or null if enough have been tried.
    public @Nullable Server next() {
        if (triesLeft == 0) {
            return null;
        }
        triesLeft--;
        int best = lightest();
        tried.set(best);
        return servers.get(best);
    }

    /// The first of the lightest servers that have not been tried, counted from where this selection's
    /// turn starts.
    private int lightest() {
        int best = -1;
        long bestWeight = Long.MAX_VALUE;
        for (int i = 0; i < servers.size(); i++) {
            int index = (start + i) % servers.size();
            long weight = tried.get(index) ? Long.MAX_VALUE : weight(servers.get(index));
            if (weight < bestWeight) {
                best = index;
                bestWeight = weight;
            }
        }
        return best;
    }

    private long weight(Server server) {
        long load = balance == Balance.LEAST_CONNECTIONS ? server.connections() : 0;
        return server.isUsable() ? load : UNUSABLE + load;
    }
}
