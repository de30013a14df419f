package io.sallyport.proxy.assembly;

import io.sallyport.config.model.LiveSettings;

/// Where a service gets its configuration from when it is told to reload. Called by one thread at a time.
public interface ConfigurationSource {

    /// Reads and checks it, whole. Blocks on files.
    Preparation read();

    /// It is in force now: for whoever else goes by it.
    void inForce(LiveSettings settings);
}
