package io.sallyport.benchmarks;

/// What an attacker may send in place of a pre-master secret encrypted to our key, by what is wrong with it.
enum OracleClass {
    VALID("a good secret"),
    OLDER_VERSION("version 3.2 in the secret"),
    NEWER_VERSION("version 3.4 in the secret"),
    FIRST_BYTE("first byte not 0"),
    BLOCK_TYPE("block type not 2"),
    ZERO_IN_PADDING("a zero in the first eight bytes of padding"),
    NO_DELIMITER("no zero at all"),
    SHORT_SECRET("a secret of 47 bytes"),
    LONG_SECRET("a secret of 49 bytes"),
    NO_SECRET("a secret of no bytes"),
    RANDOM("random bytes"),
    SHORT_CIPHERTEXT("a byte less than the modulus has"),
    LONG_CIPHERTEXT("a byte more than the modulus has");

    private final String words;

    OracleClass(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }
}
