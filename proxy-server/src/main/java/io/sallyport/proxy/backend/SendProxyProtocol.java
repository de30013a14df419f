package io.sallyport.proxy.backend;

/// Whether servers are told who the client is, by a header of the PROXY protocol before its first byte.
public enum SendProxyProtocol {
    /// They are not.
    NONE,
    /// By a line of text.
    V1,
    /// By a binary header.
    V2
}
