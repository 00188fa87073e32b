package org.aafleet.cli;

import org.aafleet.lab.Release;
import org.aafleet.problem.InputException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

final class LabReleaseConverter implements ITypeConverter<Release> {

    @Override
    public Release convert(String codename) {
        try {
            return Release.of(codename);
        } catch (InputException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
