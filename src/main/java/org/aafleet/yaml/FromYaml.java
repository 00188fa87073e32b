package org.aafleet.yaml;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the static method by which a type binds itself: {@code static Optional<T> name(YamlNode, Binder)}, empty after it
 * has reported problems.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface FromYaml {
    /** The JSON Schema of what the method accepts. */
    String schema();

    /** Records that the schema refers to as {@code #/$defs/NAME}, and in which any value may be a look-up. */
    Class<?>[] templates() default {};
}
