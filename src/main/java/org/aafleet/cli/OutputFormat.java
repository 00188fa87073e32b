package org.aafleet.cli;

/** The forms in which a reading verb answers. */
enum OutputFormat {
    text,
    json
}
