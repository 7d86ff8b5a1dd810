package prevenance.link;

import java.util.Optional;

/// What a link is for. The page does for a link what its purpose names and nothing else.
public enum Purpose {
    /// To look, and to say what is wrong.
    PAGE(1),
    /// To stop mails about mere progress.
    STOP_PROGRESS(2),
    /// To choose between another parcel and the money.
    CHOICE(3),
    /// To say whether a refund has arrived.
    REFUND_CHECK(4),
    /// To answer one question after an incident.
    SURVEY(5);

    private final int code;

    Purpose(int code) {
        this.code = code;
    }

    /// What stands in a token; never changes.
    int code() {
        return code;
    }

    static Optional<Purpose> of(int code) {
        for (Purpose purpose : values()) {
            if (purpose.code == code) {
                return Optional.of(purpose);
            }
        }
        return Optional.empty();
    }
}
