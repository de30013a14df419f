package io.sallyport.proxy.runtime;

import io.sallyport.config.model.Rate;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;

/// A bucket of tokens for each network that clients come from, in memory that does not grow: some 65,000 networks are
/// known at once.
///
/// A bucket is kept as the time at which it will be full again, in the manner of the generic cell rate algorithm
/// (ITU-T I.371): one number that one atomic operation changes. When there is no room for another network, the one
/// whose bucket will be full first is forgotten, which does least harm. Which networks share a place depends on a
/// random number, so that nobody can choose whom to displace. Thread-safe.
public final class RateLimiter {
    private static final int SETS = 1 << 14;
    private static final int WAYS = 4;

    private static final int IPV4_BYTES = 4;
    private static final int PREFIX_BYTES = 12;

    private final long intervalNanos;
    private final long burstNanos;
    private final int ipv4Prefix;
    private final int ipv6Prefix;
    private final LongSupplier nanoTime;
    private final long seed = new SecureRandom().nextLong();
    private final long epoch;
    private final AtomicLongArray networks = new AtomicLongArray(SETS * WAYS);
    private final AtomicLongArray fullAt = new AtomicLongArray(SETS * WAYS);

    /// @param ipv4Prefix how many bits of an IPv4 address name a network
    /// @param ipv6Prefix how many bits of an IPv6 address name a network
    public RateLimiter(Rate rate, int ipv4Prefix, int ipv6Prefix) {
        this(rate, ipv4Prefix, ipv6Prefix, System::nanoTime);
    }

    RateLimiter(Rate rate, int ipv4Prefix, int ipv6Prefix, LongSupplier nanoTime) {
        this.intervalNanos = TimeUnit.SECONDS.toNanos(1) / rate.perSecond();
        this.burstNanos = intervalNanos * (rate.burst() - 1L);
        this.ipv4Prefix = ipv4Prefix;
        this.ipv6Prefix = ipv6Prefix;
        this.nanoTime = nanoTime;
        this.epoch = nanoTime.getAsLong();
    }

    /// Takes a token of the client's network. Peers without an IP address have as many as they like.
    ///
    /// @return zero if there was one, else how long it takes until there is
    public Duration take(SocketAddress client) {
        if (!(client instanceof InetSocketAddress internet) || internet.getAddress() == null) {
            return Duration.ZERO;
        }
        int slot = slot(network(internet.getAddress()));
        // so that a slot that was never used is one whose bucket is full
        long now = nanoTime.getAsLong() - epoch;
        while (true) {
            long full = fullAt.get(slot);
            long wait = full - now - burstNanos;
            if (wait > 0) {
                return Duration.ofNanos(wait);
            }
            if (fullAt.compareAndSet(slot, full, Math.max(full, now) + intervalNanos)) {
                return Duration.ZERO;
            }
        }
    }

    /// Where the network's bucket is. Threads that look for the same new network at once may make two, of which one
    /// is soon the only one that is found.
    private int slot(long network) {
        int first = (int) (network >>> 1) & SETS - 1;
        first *= WAYS;
        int fullest = first;
        for (int slot = first; slot < first + WAYS; slot++) {
            if (networks.get(slot) == network) {
                return slot;
            }
            if (fullAt.get(slot) < fullAt.get(fullest)) {
                fullest = slot;
            }
        }
        networks.set(fullest, network);
        fullAt.set(fullest, 0);
        return fullest;
    }

    /// A number that stands for the network; never 0. That two share one is as unlikely as it needs to be.
    private long network(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean ipv4 = bytes.length == IPV4_BYTES;
        boolean mapped = !ipv4 && isMapped(bytes);
        int skipped = mapped ? PREFIX_BYTES : 0;
        int prefix = skipped * Byte.SIZE + (ipv4 || mapped ? ipv4Prefix : ipv6Prefix);
        long hash = mixed(seed + (ipv4 || mapped ? 1 : 2));
        long part = 0;
        for (int i = skipped; i < bytes.length; i++) {
            int kept = Math.clamp(prefix - (long) i * Byte.SIZE, 0, Byte.SIZE);
            part = part << Byte.SIZE | bytes[i] & 0xff << Byte.SIZE - kept & 0xff;
            if ((i & 7) == 7 || i == bytes.length - 1) {
                hash = mixed(hash ^ part);
                part = 0;
            }
        }
        return hash == 0 ? 1 : hash;
    }

    private static boolean isMapped(byte[] bytes) {
        for (int i = 0; i < PREFIX_BYTES; i++) {
            if (bytes[i] != (i < PREFIX_BYTES - 2 ? 0 : -1)) {
                return false;
            }
        }
        return true;
    }

    /// The end of MurmurHash3: each bit of the result depends on each bit given.
    private static long mixed(long value) {
        long mixed = (value ^ value >>> 33) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ mixed >>> 33;
    }
}
