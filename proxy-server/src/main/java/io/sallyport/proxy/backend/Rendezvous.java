package io.sallyport.proxy.backend;

/// Consistent hashing by highest random weight: of all servers, a key belongs to the one with the highest score for it.
///
/// Unlike a ring or a table it has nothing to build: scores are made from the key and the server's name. So it needs no
/// memory, shares out exactly by weight, moves only the keys of a server that goes (and spreads them over all others),
/// and each key has an order of servers to fall back on. It looks at every server of the backend for each choice, which
/// is cheap up to hundreds. Weights are those of Schindelhauer and Schomaker, "Weighted Distributed Hash Tables"
/// (2005).
final class Rendezvous {
    private static final double UNIT = 0x1.0p-53;

    private Rendezvous() {}

    /// How well a server fits a key; the highest wins.
    static double score(long key, long server, double weight) {
        long mixed = mix(key ^ mix(server));
        double unit = ((mixed >>> 11) + 0.5) * UNIT;
        return -weight / Math.log(unit);
    }

    /// FNV-1a over UTF-16 units, mixed: the same in every process, and quick for the short texts that keys are. Who
    /// chooses keys so that they fall to one server can choose the server anyway.
    static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        return mix(hash);
    }

    /// The finalizer of SplitMix64: each bit of the input changes half of the output's.
    private static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
