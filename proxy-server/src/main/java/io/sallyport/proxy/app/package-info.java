/// The program as a process: main, command line, signals, exit codes.
@NullMarked
package io.sallyport.proxy.app;

import org.jspecify.annotations.NullMarked;
