package prevenance.intake;

/// Told while a long file is read.
@FunctionalInterface
public interface ImportProgress {
    ImportProgress NONE = (rows, fraction) -> {};

    /// @param rows     rows read so far
    /// @param fraction of the file's bytes read so far, 0 to 1
    void at(long rows, double fraction);
}
