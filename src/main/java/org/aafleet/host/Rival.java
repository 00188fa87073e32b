package org.aafleet.host;

import java.util.Optional;

/**
 * A profile file of somebody else that has to do with a program of ours.
 *
 * @param owner the package that it belongs to; empty for an administrator's own
 */
public record Rival(String path, String text, boolean disabled, Optional<String> owner) {}
