package prevenance.page;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import prevenance.cases.CaseEntry;
import prevenance.store.Tx;

/// Keeps customers' photos with their case.
final class PhotoStore {
    /// Of one case and by the customer; more are not kept.
    static final int MOST = 24;

    /// Keeps photos that are not there yet; gives how many are new.
    int add(Tx tx, long caseId, List<Photos.Photo> photos, Instant now) {
        int kept = tx.handle()
                .createQuery("select count(*) from attachment where case_id = :case and author = :author")
                .bind("case", caseId)
                .bind("author", CaseEntry.CUSTOMER)
                .mapTo(Integer.class)
                .one();
        int added = 0;
        for (Photos.Photo photo : photos) {
            if (kept + added >= MOST) {
                return added;
            }
            added += tx.handle()
                    .createUpdate("""
                        insert into attachment (case_id, name, media_type, digest, size_bytes, bytes, author, added_at)
                        values (:case, :name, 'image/jpeg', :digest, :size, :bytes, :author, :now)
                        on conflict (case_id, digest) do nothing
                        """)
                    .bind("case", caseId)
                    .bind("name", "photo-" + (kept + added + 1) + ".jpg")
                    .bind("digest", digest(photo.jpeg()))
                    .bind("size", photo.jpeg().length)
                    .bind("bytes", photo.jpeg())
                    .bind("author", CaseEntry.CUSTOMER)
                    .bind("now", now)
                    .execute();
        }
        return added;
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
