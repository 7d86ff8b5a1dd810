package prevenance.console;

import java.util.List;
import prevenance.store.Tx;

/// Filters that people keep.
final class SavedViewStore {
    /// @param query  the address's query
    /// @param own    made by who asks
    /// @param author name of who made it
    record SavedView(long id, String name, String query, boolean shared, boolean own, String author) {}

    /// Of a page: somebody's own, then those of others that are shared.
    List<SavedView> list(Tx tx, String page, long userId) {
        return tx.handle()
                .createQuery("""
                    select v.id, v.name, v.query, v.shared, v.user_id, u.name as author
                    from saved_view v join staff_user u on u.id = v.user_id
                    where v.page = :page and (v.user_id = :user or v.shared = 1)
                    order by case when v.user_id = :user then 0 else 1 end, v.name, v.id
                    """)
                .bind("page", page)
                .bind("user", userId)
                .map((row, context) -> new SavedView(
                        row.getLong("id"),
                        row.getString("name"),
                        row.getString("query"),
                        row.getInt("shared") == 1,
                        row.getLong("user_id") == userId,
                        row.getString("author")))
                .list();
    }

    /// Keeps a filter; one of the same name is replaced.
    void keep(Tx tx, long userId, String page, String name, String query, boolean shared) {
        tx.handle()
                .createUpdate("""
                    insert into saved_view (user_id, page, name, query, shared)
                    values (:user, :page, :name, :query, :shared)
                    on conflict (user_id, page, name) do update set query = excluded.query, shared = excluded.shared
                    """)
                .bind("user", userId)
                .bind("page", page)
                .bind("name", name)
                .bind("query", query)
                .bind("shared", shared ? 1 : 0)
                .execute();
    }

    /// Forgets an own one; false when there is none.
    boolean forget(Tx tx, long userId, long id) {
        return tx.handle()
                        .createUpdate("delete from saved_view where id = :id and user_id = :user")
                        .bind("id", id)
                        .bind("user", userId)
                        .execute()
                == 1;
    }
}
