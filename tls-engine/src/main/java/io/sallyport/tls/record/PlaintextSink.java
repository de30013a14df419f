package io.sallyport.tls.record;

/// Takes application data as it is decrypted.
@FunctionalInterface
public interface PlaintextSink {

    /// Takes the data of one record. Not called for records without data.
    ///
    /// @param bytes valid during the call only
    void plaintext(byte[] bytes, int offset, int length);
}
