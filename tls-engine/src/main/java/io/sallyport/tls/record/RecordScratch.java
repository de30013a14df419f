package io.sallyport.tls.record;

/// Room for one record in the clear and one under protection, on the heap, where AES-GCM is fastest.
///
/// It belongs to a thread, not to a connection: an idle connection holds no buffer. Nothing in it
/// outlives a call.
public final class RecordScratch {
    private final byte[] plaintext = new byte[RecordHeader.MAX_RECORD];
    private final byte[] ciphertext = new byte[RecordHeader.MAX_RECORD];

    /// At least a whole record long.
    public byte[] plaintext() {
        return plaintext;
    }

    /// At least a whole record long.
    public byte[] ciphertext() {
        return ciphertext;
    }
}
