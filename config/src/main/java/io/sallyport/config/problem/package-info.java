/// What is wrong in a configuration, and where.
package io.sallyport.config.problem;
