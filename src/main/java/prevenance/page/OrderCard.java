package prevenance.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the page says of an order, in words.
///
/// @param title     the headline
/// @param lead      below it, null for nothing
/// @param first     the parcel that the headline is about, null when it is about several or none
/// @param others    the order's other parcels
/// @param more      how many are not shown, null when all are
/// @param exchangeChoice he may choose what to do instead of a replacement that cannot leave
/// @param acts      what he can tell us about the order
/// @param caseId    the case that what he told us about the order opened, null for none
/// @param nextDay   by when he hears from us about it, null when no such day is to come
/// @param letters   what we wrote to him, newest first
/// @param questions asked often where his parcels stand
record OrderCard(
        String title,
        String mood,
        @Nullable String lead,
        @Nullable ParcelCard first,
        List<ParcelCard> others,
        @Nullable String more,
        List<StepsCard> refunds,
        List<StepsCard> exchanges,
        boolean exchangeChoice,
        List<ParcelCard.ActLink> acts,
        @Nullable String caseId,
        @Nullable String nextDay,
        List<Letter> letters,
        List<Question> questions) {

    /// A small process as its steps: a refund, an exchange.
    ///
    /// @param notes what else is to be known
    /// @param acts  what he can say about it
    record StepsCard(
            String title, String mood, List<Stage> stages, List<String> notes, List<ParcelCard.ActLink> acts) {}

    /// @param state `done`, `now`, `todo` or `bad`
    record Stage(String text, @Nullable String when, String state) {}

    record Letter(String day, String text) {}

    record Question(String question, String answer) {}
}
