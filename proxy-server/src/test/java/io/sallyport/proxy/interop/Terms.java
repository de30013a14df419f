package io.sallyport.proxy.interop;

import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.codepoint.NamedGroup;
import java.util.List;

/// What a listener of ours accepts.
///
/// @param tickets whether sessions of TLS 1.2 go into tickets; else they get ids
record Terms(List<CipherSuite> cipherSuites, List<NamedGroup> groups, boolean tickets) {

    /// With tickets.
    Terms(List<CipherSuite> cipherSuites, List<NamedGroup> groups) {
        this(cipherSuites, groups, true);
    }
}
