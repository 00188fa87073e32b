package org.aafleet.transport;

/**
 * One keyword of ssh_config(5) with its value, as in {@code -o Keyword=value}.
 *
 * @param origin where a person wrote it, for error messages: {@code inventory.yml:12:5}
 */
public record SshOption(String keyword, String value, String origin) {}
