/// YAML text to a tree of nodes with positions, within bounds. Knows no key of the configuration.
package io.sallyport.config.yaml;
