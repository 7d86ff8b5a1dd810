package prevenance.link;

import java.time.Instant;
import java.util.Optional;
import prevenance.store.Tx;

/// The keys that sign links, and the generation of each order's links.
final class LinkKeyStore {
    /// A key that is not retired.
    @SuppressWarnings("ArrayRecordComponent")
    record LinkKey(long id, byte[] secret) {}

    /// The one that signs.
    Optional<LinkKey> newest(Tx tx) {
        return tx.handle()
                .createQuery("select id, secret from link_key where retired_at is null order by id desc limit 1")
                .map((row, context) -> new LinkKey(row.getLong("id"), row.getBytes("secret")))
                .findOne();
    }

    Optional<LinkKey> find(Tx tx, long id) {
        return tx.handle()
                .createQuery("select id, secret from link_key where id = :id and retired_at is null")
                .bind("id", id)
                .map((row, context) -> new LinkKey(row.getLong("id"), row.getBytes("secret")))
                .findOne();
    }

    void add(Tx tx, byte[] secret, Instant now) {
        tx.handle()
                .createUpdate("insert into link_key (secret, created_at) values (:secret, :now)")
                .bind("secret", secret)
                .bind("now", now)
                .execute();
    }

    /// Retires the keys that a newer one, made before `before`, has replaced.
    int retireReplaced(Tx tx, Instant before, Instant now) {
        return tx.handle()
                .createUpdate("""
                    update link_key set retired_at = :now
                    where retired_at is null and id < (select max(id) from link_key where created_at <= :before)
                    """)
                .bind("now", now)
                .bind("before", before)
                .execute();
    }

    int retireAll(Tx tx, Instant now) {
        return tx.handle()
                .createUpdate("update link_key set retired_at = :now where retired_at is null")
                .bind("now", now)
                .execute();
    }

    /// Empty when there is no such order.
    Optional<Integer> generation(Tx tx, long orderId) {
        return tx.handle()
                .createQuery("select link_generation from customer_order where id = :id")
                .bind("id", orderId)
                .mapTo(Integer.class)
                .findOne();
    }

    Optional<Long> orderId(Tx tx, String number) {
        return tx.handle()
                .createQuery("select id from customer_order where number = :number")
                .bind("number", number)
                .mapTo(Long.class)
                .findOne();
    }

    void nextGeneration(Tx tx, long orderId) {
        tx.handle()
                .createUpdate("update customer_order set link_generation = link_generation + 1 where id = :id")
                .bind("id", orderId)
                .execute();
    }
}
