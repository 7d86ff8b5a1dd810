package prevenance.page;

import static prevenance.page.Mood.BAD;
import static prevenance.page.Mood.CALM;
import static prevenance.page.Mood.GOOD;
import static prevenance.page.Mood.WAIT;

import java.util.Locale;

/// Where a parcel is, as a customer is told; each has its headline and its sentences in the texts.
enum Standing {
    /// Nothing is known of it yet.
    PREPARING(1, CALM),
    /// The label is written, the carrier has not got it.
    READY(1, CALM),
    /// It should have left by now.
    NOT_LEFT_YET(1, WAIT),
    ON_ITS_WAY(2, CALM),
    CUSTOMS(2, CALM),
    /// Customs want papers or money.
    CUSTOMS_WAITING(2, WAIT),
    HELD(2, WAIT),
    DELAYED(2, WAIT),
    /// At the last depot.
    NEAR(3, CALM),
    OUT_TODAY(3, CALM),
    ATTEMPT_FAILED(3, WAIT),
    ADDRESS_NEEDED(3, WAIT),
    PICKUP(3, WAIT),
    /// The last day at the pickup point has passed.
    PICKUP_OVER(3, WAIT),
    DELIVERED(4, GOOD),
    COLLECTED(4, GOOD),
    /// To a neighbour, a keeper, a reception.
    DELIVERED_TO_OTHER(4, GOOD),
    /// The customer says so, the carrier does not.
    SAID_ARRIVED(4, GOOD),
    /// The carrier says delivered, the customer has nothing.
    SAID_MISSING(3, WAIT),
    /// Something was reported and we have not written to him about it yet.
    PROBLEM(2, WAIT),
    DAMAGED(2, BAD),
    SEARCHING(2, WAIT),
    LOST(2, BAD),
    RETURNING(3, WAIT),
    RETURNED(4, WAIT),
    CANCELLED(1, CALM),
    /// The customer's own return: not yet in the carrier's hands.
    RETURN_EXPECTED(1, CALM),
    RETURN_ON_ITS_WAY(2, CALM),
    RETURN_RECEIVED(4, GOOD);

    private final int step;
    private final Mood mood;

    Standing(int step, Mood mood) {
        this.step = step;
        this.mood = mood;
    }

    /// The station of the journey's picture that it has reached, 1 to 4.
    int step() {
        return step;
    }

    Mood mood() {
        return mood;
    }

    /// As the texts name it: `out-today`.
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// Nothing more is to come.
    boolean isOver() {
        return switch (this) {
            case DELIVERED, COLLECTED, DELIVERED_TO_OTHER, SAID_ARRIVED, RETURNED, CANCELLED, RETURN_RECEIVED -> true;
            case PREPARING,
                    READY,
                    NOT_LEFT_YET,
                    ON_ITS_WAY,
                    CUSTOMS,
                    CUSTOMS_WAITING,
                    HELD,
                    DELAYED,
                    NEAR,
                    OUT_TODAY,
                    ATTEMPT_FAILED,
                    ADDRESS_NEEDED,
                    PICKUP,
                    PICKUP_OVER,
                    SAID_MISSING,
                    PROBLEM,
                    DAMAGED,
                    SEARCHING,
                    LOST,
                    RETURNING,
                    RETURN_EXPECTED,
                    RETURN_ON_ITS_WAY -> false;
        };
    }

    /// In the customer's hands, as the carrier or he himself says.
    boolean isArrived() {
        return this == DELIVERED || this == COLLECTED || this == DELIVERED_TO_OTHER || this == SAID_ARRIVED;
    }

    /// On its way to us and not to him.
    boolean isComingBack() {
        return this == RETURNING || this == RETURNED;
    }

    boolean isReturn() {
        return this == RETURN_EXPECTED || this == RETURN_ON_ITS_WAY || this == RETURN_RECEIVED;
    }

    /// A day of arrival can be named.
    boolean isAwaited() {
        return switch (this) {
            case PREPARING, READY, ON_ITS_WAY, CUSTOMS, HELD, DELAYED, NEAR, OUT_TODAY, NOT_LEFT_YET -> true;
            case CUSTOMS_WAITING,
                    ATTEMPT_FAILED,
                    ADDRESS_NEEDED,
                    PICKUP,
                    PICKUP_OVER,
                    DELIVERED,
                    COLLECTED,
                    DELIVERED_TO_OTHER,
                    SAID_ARRIVED,
                    SAID_MISSING,
                    PROBLEM,
                    DAMAGED,
                    SEARCHING,
                    LOST,
                    RETURNING,
                    RETURNED,
                    CANCELLED,
                    RETURN_EXPECTED,
                    RETURN_ON_ITS_WAY,
                    RETURN_RECEIVED -> false;
        };
    }
}
