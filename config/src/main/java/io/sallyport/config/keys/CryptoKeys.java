package io.sallyport.config.keys;

import io.sallyport.config.model.CryptoProviderName;
import io.sallyport.config.schema.Change;
import io.sallyport.config.schema.Key;
import io.sallyport.config.schema.Section;
import io.sallyport.config.schema.Types;
import io.sallyport.config.schema.ValueType;
import java.util.List;

/// Keys under `crypto`.
final class CryptoKeys {
    static final Key<List<CryptoProviderName>> PROVIDERS =
            Key.optional(
                    "providers",
                    new ValueType.ScalarList<>(Types.word(CryptoProviderName.class)),
                    "for each primitive the fastest one present",
                    Change.RESTART,
                    """
                    Which providers may be used, the preferred one first. Each primitive comes from
                    the first in the list that has it and passes its self-test; others are not
                    used at all. `accp` is AWS-LC, `conscrypt` is BoringSSL.
                    """);

    static final Section SECTION = Section.of(List.of(PROVIDERS));

    private CryptoKeys() {}
}
