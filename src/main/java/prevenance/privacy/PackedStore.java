package prevenance.privacy;

import java.util.List;
import java.util.stream.Stream;
import prevenance.store.Tx;

/// The bytes in the database that are packed, and so hide what they say: carriers' replies, and mails.
final class PackedStore {
    private static final List<String> WHERE =
            List.of("body from carrier_reply", "archive from outbox_message where archive is not null");

    /// How often a person stands in them.
    long count(Tx tx, ByteSearch search) {
        long hits = 0;
        for (String column : WHERE) {
            try (Stream<byte[]> rows = tx.handle().createQuery("select " + column).mapTo(byte[].class).stream()) {
                hits += rows.mapToLong(bytes -> Unpacked.all(bytes).stream()
                                .mapToLong(part -> search.count(part).values().stream()
                                        .mapToLong(Long::longValue)
                                        .sum())
                                .sum())
                        .sum();
            }
        }
        return hits;
    }
}
