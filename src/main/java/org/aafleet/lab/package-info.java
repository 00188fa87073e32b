/**
 * Disposable Debian hosts with real AppArmor kernels, as QEMU virtual machines.
 *
 * <p>An {@link org.aafleet.lab.Image} is built once per release and recipe: the disk, and the whole machine's state a
 * moment after its services came up. Every {@link org.aafleet.lab.LabHost} is an overlay over that disk which wakes up
 * from that state, in seconds and as often as wanted. QEMU emulates the processor ({@code tcg}) even where KVM is
 * there: a state that was saved under the one does not wake up under the other, and a KVM that hangs at boot looks
 * exactly like a slow one.
 */
@NullMarked
package org.aafleet.lab;

import org.jspecify.annotations.NullMarked;
