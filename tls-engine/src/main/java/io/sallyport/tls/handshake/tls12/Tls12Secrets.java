package io.sallyport.tls.handshake.tls12;

import io.sallyport.tls.keys.KeyBlock;
import io.sallyport.tls.keys.MasterSecret;

/// The key schedule of a handshake under way.
///
/// @param keys to be taken into use by change_cipher_spec, each direction by its own
record Tls12Secrets(MasterSecret master, KeyBlock keys) implements AutoCloseable {

    /// Makes the keys of a connection, and logs the secret that they come from.
    static Tls12Secrets of(Tls12Context context, MasterSecret master) {
        context.secretLog().log("CLIENT_RANDOM", master.secret());
        return new Tls12Secrets(master, master.keyBlock(context.randoms()));
    }

    @Override
    public void close() {
        master.close();
        keys.close();
    }
}
