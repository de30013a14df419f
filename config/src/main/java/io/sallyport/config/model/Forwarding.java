package io.sallyport.config.model;

import java.net.SocketAddress;

/// What servers are told about where requests came from. From a peer in neither set of networks, nothing that it
/// says of it is believed.
///
/// @param fields those that are made
/// @param appendFrom from here, what a request says is kept, and our part is added
/// @param passFrom from here, what a request says is passed on as it is, and nothing is added
public record Forwarding(ForwardedFields fields, Networks appendFrom, Networks passFrom) {
    /// `X-Forwarded-*`, and nobody is believed.
    public static final Forwarding DEFAULTS =
            new Forwarding(ForwardedFields.X_FORWARDED, Networks.NONE, Networks.NONE);

    /// Whether a peer is believed, at all.
    public boolean trusts(SocketAddress peer) {
        return appendFrom.contains(peer) || passFrom.contains(peer);
    }
}
