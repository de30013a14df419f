/// What a key of the configuration is: its type, default, range and documentation, declared once;
/// and the reader that checks nodes against such declarations. Knows no key by name.
package io.sallyport.config.schema;
