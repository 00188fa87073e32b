package org.aafleet.policy;

import java.util.Optional;
import org.aafleet.policy.model.Abi;
import org.aafleet.policy.model.FileReference;
import org.aafleet.problem.Problem;
import org.aafleet.problem.Problems;

/**
 * Where {@code abi} finds what it names. Parsers before 3.0 do not look. {@code <kernel>} is taken to be there, as on each
 * host with AppArmor.
 */
record AbiFiles(SearchPath searchPath, Optional<ParserVersion> parser) {

    void check(Abi abi, Problems problems) {
        if (isOlderThan(ParserVersion.V3_0)
                || isBuiltIn(abi.file())
                || searchPath.find(abi.file()).isPresent()) {
            return;
        }
        problems.add(
                isDefault(abi.file())
                        ? new Requirement(abi.span(), "abi rule: " + abi.file(), ParserVersion.V5_0)
                                .problem(parser.orElseThrow())
                        : Problem.error(abi.span().at(), "abi rule: " + abi.file() + " does not exist"));
    }

    private boolean isBuiltIn(FileReference file) {
        boolean kernel = file.magic() && file.path().equals("kernel");
        return kernel || (isDefault(file) && !isOlderThan(ParserVersion.V5_0));
    }

    private static boolean isDefault(FileReference file) {
        return file.magic() && file.path().equals("default");
    }

    private boolean isOlderThan(ParserVersion version) {
        return parser.filter(own -> own.compareTo(version) < 0).isPresent();
    }
}
