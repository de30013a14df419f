package io.sallyport.proxy.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.config.model.LiveSettings;
import io.sallyport.proxy.assembly.ConfigurationSource;
import io.sallyport.proxy.assembly.Preparation;
import io.sallyport.proxy.assembly.Service;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A proxy in this process that is what a configuration file says.
public final class ConfiguredProxy implements AutoCloseable {
    private final Path file;
    private final Service service;
    private final RecordedTraffic traffic;

    private ConfiguredProxy(Path file, Service service, RecordedTraffic traffic) {
        this.file = file;
        this.service = service;
        this.traffic = traffic;
    }

    /// Starts it.
    ///
    /// @param folder where the file is written
    /// @param listeners and backends, as they stand in the file; port 0 takes any
    public static ConfiguredProxy start(Path folder, String listeners) throws IOException {
        Path file = Files.writeString(folder.resolve("proxy.yaml"), text(listeners));
        Preparation preparation = Preparation.of(file, Map.of());
        assertThat(preparation).isInstanceOf(Preparation.Ready.class);
        RecordedTraffic traffic = new RecordedTraffic();
        ConfigurationSource source =
                new ConfigurationSource() {
                    @Override
                    public Preparation read() {
                        return Preparation.of(file, Map.of());
                    }

                    @Override
                    public void inForce(LiveSettings settings) {}
                };
        Service service =
                Service.start((Preparation.Ready) preparation, "test", List.of(traffic), source);
        return new ConfiguredProxy(file, service, traffic);
    }

    private static String text(String listeners) {
        return "admin: { bind: 127.0.0.1:0 }\nevent_loop_threads: 2\n" + listeners;
    }

    public Path file() {
        return file;
    }

    /// Writes the file anew.
    public void write(String listeners) throws IOException {
        Files.writeString(file, text(listeners));
    }

    public Service service() {
        return service;
    }

    public RecordedTraffic traffic() {
        return traffic;
    }

    public InetSocketAddress address(String listener) {
        return (InetSocketAddress) service.addresses().get(listener);
    }

    /// A client that speaks no TLS.
    public Socket connect(String listener) throws IOException {
        return TestTls.connectPlain(address(listener));
    }

    @Override
    public void close() {
        service.close();
    }
}
