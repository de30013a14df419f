package io.sallyport.proxy.app;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Marks what may write to standard output and standard error, and end the JVM. Everything else logs,
/// returns or throws; the build refuses it otherwise.
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE, ElementType.METHOD})
@interface OwnsTheProcess {}
