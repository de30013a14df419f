package io.sallyport.proxy.interop;

import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.codepoint.NamedGroup;
import java.util.List;

/// What a listener of ours accepts.
record Terms(List<CipherSuite> cipherSuites, List<NamedGroup> groups) {}
