package io.sallyport.tls.codepoint;

/// A value from an IANA registry that this engine implements.
///
/// Lists that come from the wire are kept as [CodePoints], because they may hold values that no
/// enum knows: newer registrations, private use, and GREASE (RFC 8701).
public interface CodePoint {

    /// The registered number.
    int code();

    /// The registered name, as IANA spells it.
    String label();
}
