package io.sallyport.config.model;

import java.util.Optional;

/// How often the clients of one network may do something.
///
/// @param connections how often they may connect; empty: as often as they like
/// @param requests how often they may ask; empty: as often as they like
/// @param ipv4Prefix how many bits of an IPv4 address name a network
/// @param ipv6Prefix how many bits of an IPv6 address name a network
public record ClientRates(
        Optional<Rate> connections, Optional<Rate> requests, int ipv4Prefix, int ipv6Prefix) {

    /// No bounds. A household or a server usually has one address of IPv4, and at least a /64 of IPv6.
    public static final ClientRates DEFAULTS =
            new ClientRates(Optional.empty(), Optional.empty(), 32, 64);

    /// The same with a bound on connections.
    public ClientRates withConnections(Rate rate) {
        return new ClientRates(Optional.of(rate), requests, ipv4Prefix, ipv6Prefix);
    }

    /// The same with a bound on requests.
    public ClientRates withRequests(Rate rate) {
        return new ClientRates(connections, Optional.of(rate), ipv4Prefix, ipv6Prefix);
    }
}
