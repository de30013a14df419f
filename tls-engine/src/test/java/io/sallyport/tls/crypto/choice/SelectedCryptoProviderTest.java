package io.sallyport.tls.crypto.choice;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.tls.codepoint.AeadAlgorithm;
import io.sallyport.tls.codepoint.NamedGroup;
import io.sallyport.tls.crypto.Primitive;
import java.util.List;
import org.junit.jupiter.api.Test;

class SelectedCryptoProviderTest {

    @Test
    void servesEverythingWhateverIsPresent() {
        SelectedCryptoProvider provider = SelectedCryptoProvider.fastest();

        assertThat(provider.groups()).containsExactly(NamedGroup.values());
        assertThat(provider.aeads()).containsExactly(AeadAlgorithm.values());
        assertThat(provider.report()).allMatch(each -> each.servedBy() != null);
    }

    @Test
    void servesEverythingFromBouncyCastleAlone() {
        SelectedCryptoProvider provider =
                SelectedCryptoProvider.preferring(List.of(CryptoVendor.BOUNCYCASTLE));

        assertThat(provider.groups()).containsExactly(NamedGroup.values());
        assertThat(provider.inventory().values()).containsOnly("BouncyCastle");
    }

    @Test
    void takesTheOperatorsOrderForEveryPrimitive() {
        SelectedCryptoProvider provider =
                SelectedCryptoProvider.preferring(
                        List.of(CryptoVendor.BOUNCYCASTLE, CryptoVendor.JDK));

        assertThat(provider.inventory())
                .containsEntry(new Primitive(Primitive.Kind.HASH, "SHA256"), "BouncyCastle");
    }
}
