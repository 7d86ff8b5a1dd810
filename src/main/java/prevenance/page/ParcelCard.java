package prevenance.page;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the page says of one parcel, in words.
///
/// @param number   among the order's parcels, from 1
/// @param name     what it is to him: `Votre colis`, `Votre remplacement`, `Colis 2 sur 3`
/// @param mood     colour of the headline
/// @param reached  what the picture of the journey shows, in words
/// @param seen     where and when it was last seen, null when the carrier has not said
/// @param arrival  the day on which it should arrive, null when nobody says one
/// @param place    where it waits for him, null when it does not
/// @param until    last day there, null when not known
/// @param happened what happened
/// @param doing    what we do about it
/// @param todo     what he can do
/// @param next     when he hears from us, null when there is nothing more to say
/// @param caseId   the case that a person looks after, null for none
/// @param link     the carrier's own page, null for none
/// @param steps    what the carrier said, newest first
/// @param choice   he may choose between another parcel and his money
/// @param acts     what he can tell us about it
/// @param first    the first of these is what we wait for
record ParcelCard(
        int number,
        String name,
        String title,
        String mood,
        List<Station> journey,
        String reached,
        @Nullable String seen,
        @Nullable Day arrival,
        @Nullable String place,
        @Nullable Day until,
        List<String> happened,
        List<String> doing,
        List<String> todo,
        @Nullable String next,
        @Nullable String caseId,
        String carrier,
        String trackingNumber,
        @Nullable String link,
        List<Step> steps,
        boolean choice,
        List<ActLink> acts,
        boolean first) {

    /// A station of the journey's picture.
    ///
    /// @param state `done`, `now` or `todo`
    record Station(String name, String state) {}

    /// A day with what is to be known of it.
    ///
    /// @param iso  for `<time datetime>`
    /// @param note who says so, or null
    record Day(LocalDate iso, String text, @Nullable String note) {}

    /// Something that happened.
    ///
    /// @param town null when not known
    record Step(
            LocalDate iso,
            String day,
            String text,
            @Nullable String town) {}

    /// Something he can tell us.
    record ActLink(String path, String label) {}
}
