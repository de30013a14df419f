package io.sallyport.tls.crypto.bc;

import io.sallyport.tls.crypto.Hash;
import org.bouncycastle.crypto.ExtendedDigest;
import org.bouncycastle.util.Memoable;

/// A digest of BouncyCastle, copied to look at it half way.
final class BcHash<D extends ExtendedDigest & Memoable> implements Hash {
    private final D digest;

    BcHash(D digest) {
        this.digest = digest;
    }

    @Override
    public void update(byte[] bytes, int offset, int length) {
        digest.update(bytes, offset, length);
    }

    @Override
    public byte[] snapshot() {
        ExtendedDigest copy = (ExtendedDigest) digest.copy();
        byte[] output = new byte[copy.getDigestSize()];
        copy.doFinal(output, 0);
        return output;
    }
}
