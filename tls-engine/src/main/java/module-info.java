/// A TLS server engine: bytes in, bytes out, no I/O.
@org.jspecify.annotations.NullMarked
module io.sallyport.tls {
    requires static transitive org.jspecify;
    requires org.bouncycastle.provider;

    exports io.sallyport.tls.alert;
    exports io.sallyport.tls.codepoint;
    exports io.sallyport.tls.credential;
    exports io.sallyport.tls.crypto;
    exports io.sallyport.tls.crypto.bc;
    exports io.sallyport.tls.crypto.choice;
    exports io.sallyport.tls.crypto.jca;
    exports io.sallyport.tls.engine;
    exports io.sallyport.tls.event;
    exports io.sallyport.tls.negotiation;
    exports io.sallyport.tls.policy;
    exports io.sallyport.tls.record;
    exports io.sallyport.tls.resumption;
}
