package prevenance.app;

import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The signal SIGHUP, by which a service is told to read its configuration again. Java has signals only in
/// `sun.misc`, which the compiler warns of whatever one says: it is reached by name. Where there is none, the
/// program runs without.
final class HangUp {
    private static final Logger LOG = LoggerFactory.getLogger(HangUp.class);

    private HangUp() {}

    /// From now on the signal does this, on a thread of its own, and does not end the program.
    // Its equality is its identity.
    @SuppressWarnings("ReferenceEquality")
    static void does(Runnable work) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object told = Proxy.newProxyInstance(
                    HangUp.class.getClassLoader(),
                    new Class<?>[] {handler},
                    (self, method, arguments) -> switch (method.getName()) {
                        case "handle" -> {
                            work.run();
                            yield null;
                        }
                        case "equals" -> self == arguments[0];
                        case "hashCode" -> System.identityHashCode(self);
                        default -> "reload";
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("HUP"), told);
        } catch (ReflectiveOperationException | IllegalArgumentException absent) {
            LOG.atWarn().setCause(absent).log("no signal to reload by; a restart reads the configuration");
        }
    }
}
