package prevenance.health;

import java.time.Instant;

/// What is told of a trouble, when it begins and when it ends.
///
/// @param name   of the [Condition]
/// @param begins false: it ends
/// @param grave  the program cannot do its work
/// @param what   in words, without personal data; what it was, when it ends
public record Alarm(String name, boolean begins, boolean grave, Instant since, String what, String remedy) {
    /// One line.
    String title() {
        return begins ? "Prevenance: " + what : "Prevenance: over: " + name;
    }

    String text() {
        return begins
                ? what + "\nSince: " + since + (remedy.isEmpty() ? "" : "\nWhat to do: " + remedy)
                : "It was: " + what + "\nIt began: " + since;
    }
}
