package prevenance.privacy;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a search for a person found, place by place.
///
/// @param places   where was looked
/// @param backups  copies made before now, which a search does not change
/// @param searched how many texts of him were known and looked for
/// @param leftOut  how many of each kind were known and not looked for, because others have them too or they are too
///                 short to tell anybody by
public record Proof(List<Place> places, List<Backup> backups, int searched, Map<Trace.Kind, Integer> leftOut) {
    /// Where was looked.
    ///
    /// @param name  `rows`, `packed`, `pages`, `log`, `spool`, `bounces`, `waiting`, `mailbox` or a path that was
    ///              named
    /// @param hits  how often a text of him stands there
    /// @param state whether the place could be looked at
    /// @param files names of files with hits; empty for the database
    public record Place(String name, long hits, State state, List<String> files) {}

    /// Whether a place could be looked at.
    public enum State {
        LOOKED_AT,
        /// Others were at work all the time: look again.
        BUSY,
        /// Out of this program's reach: a server's own files, or its mailbox.
        OUT_OF_REACH
    }

    /// A copy of the database.
    ///
    /// @param holds null: it cannot be told, because it is packed or encrypted
    /// @param ends  the day after which it is gone; null: nobody deletes it
    public record Backup(
            String name, @Nullable Boolean holds, @Nullable LocalDate ends) {}

    /// Nothing was found, and everything within reach was looked at.
    public boolean isClean() {
        return places.stream().allMatch(place -> place.hits() == 0 && place.state() != State.BUSY);
    }

    /// How often he was found.
    public long hits() {
        return places.stream().mapToLong(Place::hits).sum();
    }

    /// For a certificate; free of personal data but for names of files.
    public Map<String, @Nullable Object> toJson() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("clean", isClean());
        json.put("hits", hits());
        json.put("textsSearched", searched);
        json.put("textsLeftOut", leftOut);
        json.put(
                "places",
                places.stream()
                        .map(place -> {
                            Map<String, @Nullable Object> one = new LinkedHashMap<>();
                            one.put("place", place.name());
                            one.put("hits", place.hits());
                            one.put("state", place.state().name());
                            one.put("files", place.files());
                            return one;
                        })
                        .toList());
        json.put(
                "backups",
                backups.stream()
                        .map(backup -> {
                            Map<String, @Nullable Object> one = new LinkedHashMap<>();
                            one.put("name", backup.name());
                            one.put("holds", backup.holds());
                            one.put(
                                    "ends",
                                    backup.ends() == null ? null : backup.ends().toString());
                            return one;
                        })
                        .toList());
        return json;
    }
}
