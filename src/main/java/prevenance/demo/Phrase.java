package prevenance.demo;

import java.util.Map;
import prevenance.tracking.TrackingStatus;

/// How a carrier says something: its code and its words.
record Phrase(String code, String text) {
    /// The phrase for a status; a carrier is never asked to tell what its codes cannot say.
    static Phrase of(Map<TrackingStatus, Phrase> phrases, TrackingStatus status) {
        Phrase phrase = phrases.get(status);
        if (phrase == null) {
            throw new IllegalStateException("this carrier has no code for " + status);
        }
        return phrase;
    }

    /// A part of a code written with slashes, counted from 0; empty when there is none.
    String part(int index) {
        String[] parts = code.split("/", -1);
        return index < parts.length ? parts[index] : "";
    }
}
