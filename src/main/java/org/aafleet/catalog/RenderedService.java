package org.aafleet.catalog;

import java.util.List;
import java.util.Map;

/**
 * What a host shall have of a service.
 *
 * @param files path to text, in the order of installation
 * @param main the file that is given to the kernel
 * @param profiles the kernel's names with their modes; empty when disabled
 * @param names every profile, child and hat that the files define, disabled or not
 * @param attachments which programs the profiles attach to, as AppArmor globs, the service's own variables expanded
 * @param notes what rendering changed that a reader should know, such as {@code deny} rules left out in complain
 */
public record RenderedService(
        String service,
        ServiceMode mode,
        Map<String, String> files,
        String main,
        Map<String, String> profiles,
        List<String> names,
        List<String> attachments,
        List<String> notes) {}
