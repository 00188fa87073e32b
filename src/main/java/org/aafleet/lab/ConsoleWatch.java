package org.aafleet.lab;

import java.time.Duration;

/** Notices when a machine that boots has written nothing on its console for a while. */
final class ConsoleWatch {

    private final Vm vm;
    private final Duration silence;
    private long size;
    private long grown = System.nanoTime();

    ConsoleWatch(Vm vm, Duration silence) {
        this.vm = vm;
        this.silence = silence;
    }

    boolean isSilent() {
        long now = System.nanoTime();
        long newSize = vm.consoleSize();
        if (newSize != size) {
            size = newSize;
            grown = now;
        }
        return now - grown > silence.toNanos();
    }
}
