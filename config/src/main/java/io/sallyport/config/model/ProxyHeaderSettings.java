package io.sallyport.config.model;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/// What servers are told of a client before its first byte.
///
/// @param version of the PROXY protocol
/// @param tlvs what is told besides the addresses, by version 2
public record ProxyHeaderSettings(SendProxyProtocol version, Set<ProxyProtocolTlv> tlvs) {
    /// Nothing.
    public static final ProxyHeaderSettings NONE =
            new ProxyHeaderSettings(SendProxyProtocol.NONE, ProxyProtocolTlv.DEFAULTS);

    public ProxyHeaderSettings {
        Set<ProxyProtocolTlv> ordered = EnumSet.noneOf(ProxyProtocolTlv.class);
        ordered.addAll(tlvs);
        tlvs = Collections.unmodifiableSet(ordered);
    }
}
