package org.aafleet.transport;

import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.ThreadFactory;

/**
 * The threads behind a connection. Daemons, as a forgotten session must not keep the program alive. Virtual from Java 24
 * on: before that a virtual thread inside {@code synchronized}, which jsch uses throughout, pins its carrier (JEP 491).
 */
final class SessionThreads {

    private static final int FIRST_WITHOUT_PINNING = 24;

    private SessionThreads() {}

    static ThreadFactory factory() {
        return Runtime.version().feature() >= FIRST_WITHOUT_PINNING ? virtual() : SessionThreads::daemon;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "ssh");
        thread.setDaemon(true);
        return thread;
    }

    /** {@code Thread.ofVirtual().factory()}, by reflection as we compile for 17. */
    private static ThreadFactory virtual() {
        try {
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            Class<?> type = Class.forName("java.lang.Thread$Builder$OfVirtual");
            return (ThreadFactory) type.getMethod("factory").invoke(builder);
        } catch (NoSuchMethodException
                | ClassNotFoundException
                | IllegalAccessException
                | InvocationTargetException e) {
            throw new IllegalStateException("no virtual threads on Java " + Runtime.version(), e);
        }
    }
}
