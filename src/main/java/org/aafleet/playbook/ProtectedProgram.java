package org.aafleet.playbook;

/** Programs that let people in or make them root: a mistake in their confinement locks everybody out. */
public enum ProtectedProgram {
    /** Since OpenSSH 9.8 with helpers of its own for each connection. */
    SSHD("/{,usr/{,local/}}{{s,}bin/sshd,lib{,exec}/{,openssh/,ssh/}sshd-{session,auth}}"),
    SUDO("/{,usr/{,local/}}{s,}bin/sudo{,-rs}"),
    LOGIN("/{,usr/}{s,}bin/login"),
    SU("/{,usr/{,local/}}{s,}bin/su{,-rs}"),
    SHELL("/{,usr/{,local/}}{s,}bin/{,r}{sh,ash,dash,bash,zsh,csh,tcsh,ksh,ksh93,mksh,fish,busybox}");

    private final String paths;

    ProtectedProgram(String paths) {
        this.paths = paths;
    }

    /** An AppArmor glob of its usual places. */
    public String paths() {
        return paths;
    }
}
