package org.barman4j.host;

import sun.misc.Signal;
import sun.misc.SignalHandler;

/** Notes that the program is told to end by SIGINT, as by Ctrl-C at the terminal, which Java itself does not tell. */
final class CtrlC implements SignalHandler {
    private volatile boolean pressed;
    private SignalHandler usual;

    /** From now on it is noted, unless whoever started the program has it ignore that signal. */
    synchronized void watch() {
        usual = Signal.handle(new Signal("INT"), this);
    }

    @Override
    public void handle(Signal signal) {
        pressed = true;
        usual().handle(signal);
    }

    private synchronized SignalHandler usual() {
        return usual;
    }

    boolean isPressed() {
        return pressed;
    }
}
