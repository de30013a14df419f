package io.sallyport.proxy.interop;

import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.codepoint.KeyType;
import io.sallyport.tls.codepoint.NamedGroup;
import java.util.Set;

/// What a client supports of what we do.
///
/// @param choosesSuite whether it can be told which suites to offer; else ours is set to accept just one
/// @param choosesGroups whether it can be told which groups to offer; else ours is set to accept just one
record Abilities(
        Set<CipherSuite> cipherSuites,
        Set<NamedGroup> groups,
        Set<KeyType> certificates,
        Set<Feature> features,
        boolean choosesSuite,
        boolean choosesGroups) {}
