package prevenance.webhook;

/// Up to where changes were looked at. They stand in the order of the transactions that made them: on a server an entry
/// with a lower id may appear after one with a higher id was read.
///
/// @param txId the transaction's number, 0 on a file
/// @param id   of the change
public record ChangePlace(long txId, long id) {
    static ChangePlace of(ChangeStore.Change change) {
        return new ChangePlace(change.txId(), change.id());
    }
}
