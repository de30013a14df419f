package io.sallyport.proxy.backend;

import io.sallyport.config.model.ProxyProtocolTlv;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What holds for all servers of a backend.
///
/// @param http2 whether its servers are spoken to by HTTP/2, for requests only
/// @param balance how they take turns
/// @param hash what decides on the server in [Balance#CONSISTENT_HASH]
/// @param sticky the cookie that brings clients back to their server, or null; for requests only
/// @param connectTimeout for each server that is tried
/// @param connectTries how many servers are tried for one connection
/// @param health how servers are asked whether they are well, or null: they are not
/// @param ejection when a server is passed over
/// @param retry when a request is made again
/// @param limits what it is burdened with at most
/// @param keepAlive connections that are kept for the next request
/// @param sendProxyProtocol whether servers are told who the client is; for connections of one client only
/// @param proxyProtocolTlvs what they are told besides the addresses, by version 2
public record BackendTerms(
        boolean http2,
        Balance balance,
        HashKey hash,
        @Nullable StickyCookie sticky,
        Duration connectTimeout,
        int connectTries,
        @Nullable HealthTerms health,
        Ejection ejection,
        RetryTerms retry,
        BackendLimits limits,
        KeepAlive keepAlive,
        SendProxyProtocol sendProxyProtocol,
        Set<ProxyProtocolTlv> proxyProtocolTlvs) {}
