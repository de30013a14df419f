/// Reading of the configuration file: [io.sallyport.config.ConfigLoader].
package io.sallyport.config;
