/// The keys of the configuration, what holds between them, and the way from them to the model.
package io.sallyport.config.keys;
