/// The admin address: metrics, health, and what an operator asks first. Without TLS and without
/// passwords, for loopback or a network of the operator's own; never on a listener's port.
@NullMarked
package io.sallyport.proxy.admin;

import org.jspecify.annotations.NullMarked;
