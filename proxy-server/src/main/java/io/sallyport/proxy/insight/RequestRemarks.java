package io.sallyport.proxy.insight;

import org.jspecify.annotations.Nullable;

/// What a client says of itself, and that nobody has to believe.
///
/// @param referer where it found the target, or null
/// @param userAgent what program it is, or null
public record RequestRemarks(@Nullable String referer, @Nullable String userAgent) {}
