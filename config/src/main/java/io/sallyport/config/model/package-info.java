/// The configuration as checked, immutable values that know nothing of the text they came from.
///
/// [io.sallyport.config.model.Configuration] has two halves: what is fixed when the program starts
/// ([io.sallyport.config.model.StartupSettings]) and what may be exchanged while it runs
/// ([io.sallyport.config.model.LiveSettings]). Every type can be built in code: `of` takes what has
/// no default, `with...` changes the rest.
package io.sallyport.config.model;
