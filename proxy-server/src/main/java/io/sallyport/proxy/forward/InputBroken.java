package io.sallyport.proxy.forward;

/// The event that tells the handlers above the TLS layer that the client's stream broke off: no more
/// comes, and what came may be incomplete. The channel itself is being taken care of.
public enum InputBroken {
    EVENT
}
