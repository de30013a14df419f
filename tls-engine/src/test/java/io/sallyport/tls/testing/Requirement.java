package io.sallyport.tls.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Says which rules of the RFCs a test holds the engine to. They are listed, in words of our own, in
/// `requirements.txt`; [io.sallyport.tls.RequirementsTest] finds those without a test.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Requirement {

    /// As in the list: RFC, section, and a word or two, such as `RFC 9846, 4.2.2 compression`.
    String[] value();
}
