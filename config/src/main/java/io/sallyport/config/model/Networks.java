package io.sallyport.config.model;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;

/// A set of networks.
///
/// @param all in any order; empty: nobody is in it
public record Networks(List<Network> all) {
    /// Nobody.
    public static final Networks NONE = new Networks(List.of());

    public Networks {
        all = List.copyOf(all);
    }

    /// Whether the address of a peer is in one of them. One that is no IP address is in none.
    public boolean contains(SocketAddress peer) {
        if (all.isEmpty()
                || !(peer instanceof InetSocketAddress internet)
                || internet.getAddress() == null) {
            return false;
        }
        for (Network network : all) {
            if (network.contains(internet.getAddress())) {
                return true;
            }
        }
        return false;
    }
}
