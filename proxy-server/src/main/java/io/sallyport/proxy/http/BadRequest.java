package io.sallyport.proxy.http;

/// Stands in the stream of messages where a request broke a rule. Nothing follows it: what the
/// client sends afterwards is thrown away, since nobody knows where a next request would begin. It
/// may come inside a request, after its head and some of its body.
///
/// @param violation the rule, with the status of the answer
public record BadRequest(HttpViolation violation) {}
