package io.sallyport.config.model;

/// What decides on the server in [Balance#CONSISTENT_HASH].
///
/// @param name of the header field, in lower case, or of the cookie; empty for the client
public record HashSettings(HashBy by, String name) {

    /// What every connection has.
    public static final HashSettings CLIENT = new HashSettings(HashBy.CLIENT, "");
}
