package io.sallyport.proxy.http;

/// Which bytes may stand where. A byte is given as 0 to 255.
final class Octets {
    private static final boolean[] TOKEN = table("!#$%&'*+-.^_`|~");
    private static final boolean[] HOST = table("-._");

    private Octets() {}

    /// RFC 9110, section 5.6.2.
    static boolean isToken(int octet) {
        return TOKEN[octet];
    }

    /// RFC 9110, section 5.5, with the bytes beyond ASCII.
    static boolean isFieldValue(int octet) {
        return octet == '\t' || octet >= ' ' && octet != 0x7F;
    }

    /// What browsers put into a target. That is more than RFC 3986 allows, and still nothing that
    /// ends a target or a quotation; no `#`, since a fragment stays with the client.
    static boolean isTarget(int octet) {
        return octet > ' '
                && octet < 0x7F
                && octet != '#'
                && octet != '"'
                && octet != '<'
                && octet != '>';
    }

    /// The characters of DNS names and IPv4 addresses, and the underscore. RFC 3986, section 3.2.2
    /// would allow more, which no resolver would.
    static boolean isHost(int octet) {
        return octet < HOST.length && HOST[octet];
    }

    static boolean isDigit(int octet) {
        return octet >= '0' && octet <= '9';
    }

    private static boolean[] table(String besidesLettersAndDigits) {
        boolean[] table = new boolean[256];
        for (int octet = 0; octet < 128; octet++) {
            table[octet] =
                    isDigit(octet)
                            || octet >= 'a' && octet <= 'z'
                            || octet >= 'A' && octet <= 'Z'
                            || besidesLettersAndDigits.indexOf(octet) >= 0;
        }
        return table;
    }
}
