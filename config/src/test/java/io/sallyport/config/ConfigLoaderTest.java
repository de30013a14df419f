package io.sallyport.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.config.model.Backend;
import io.sallyport.config.model.BindAddress;
import io.sallyport.config.model.Configuration;
import io.sallyport.config.model.HostAndPort;
import io.sallyport.config.model.Listener;
import io.sallyport.config.model.ListenerMode;
import io.sallyport.config.model.LiveSettings;
import io.sallyport.config.model.StartupSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigLoaderTest {
    @Test
    void fillsInEveryDefault() {
        LoadOutcome outcome =
                ConfigLoader.parse(
                        """
                        listeners:
                          plain:
                            bind: 127.0.0.1:0
                            mode: tcp
                            backend: app
                        backends:
                          app:
                            servers: [127.0.0.1:8080]
                        """,
                        "test.yaml",
                        Path.of("."),
                        Map.of());

        assertThat(outcome).isInstanceOf(LoadOutcome.Loaded.class);
        LoadOutcome.Loaded loaded = (LoadOutcome.Loaded) outcome;
        assertThat(loaded.warnings()).isEmpty();
        assertThat(loaded.configuration())
                .isEqualTo(
                        new Configuration(
                                StartupSettings.of(
                                        Map.of("plain", new BindAddress("127.0.0.1", 0))),
                                LiveSettings.of(
                                        Map.of("plain", Listener.of(ListenerMode.TCP, "app")),
                                        Map.of(
                                                "app",
                                                Backend.of(
                                                        List.of(
                                                                new HostAndPort(
                                                                        "127.0.0.1", 8080)))))));
    }
}
