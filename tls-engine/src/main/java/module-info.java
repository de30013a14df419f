/// A TLS server engine: bytes in, bytes out, no I/O. Start reading at
/// [io.sallyport.tls.engine.TlsServerEngine].
@org.jspecify.annotations.NullMarked
module io.sallyport.tls {
    requires static transitive org.jspecify;
    requires org.bouncycastle.provider;

    exports io.sallyport.tls.alert;
    exports io.sallyport.tls.codepoint;
    exports io.sallyport.tls.crypto;
}
