package org.aafleet.cli;

import org.aafleet.policy.ParserVersion;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

final class ParserVersionConverter implements ITypeConverter<ParserVersion> {

    @Override
    public ParserVersion convert(String version) {
        return ParserVersion.parse(version)
                .orElseThrow(() -> new TypeConversionException(
                        "'" + version + "' is no version of apparmor_parser; it is written like 3.0 or 4.1.8"));
    }
}
