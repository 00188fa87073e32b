package org.aafleet.yaml;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a record's constructor demands of its keys together, for the JSON Schema: keywords that are added to the schema of
 * the record.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Constraint {
    /** A JSON object. */
    String value();
}
