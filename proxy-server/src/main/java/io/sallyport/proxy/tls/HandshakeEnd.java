package io.sallyport.proxy.tls;

/// Hears how a handshake ends that early data has overtaken. One of the two is called, once or more often.
interface HandshakeEnd {

    /// The client's Finished has come, and was right.
    void handshakeConfirmed();

    /// It will not come any more.
    void handshakeLost();
}
