package org.aafleet.playbook;

/** What is done when the soak is over and there is too little to judge by. */
public enum OnInconclusive {
    /** Nothing goes on until a person decides. */
    PAUSE,
    /** The soak goes on until there is enough. */
    WAIT
}
