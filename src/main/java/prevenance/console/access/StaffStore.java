package prevenance.console.access;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;
import prevenance.store.Tx;

/// The people of the staff.
public final class StaffStore {
    private static final RowMapper<StaffMember> MEMBER = (row, _) -> {
        long login = row.getLong("last_login_at");
        Instant lastLoginAt = row.wasNull() ? null : Instant.ofEpochMilli(login);
        return new StaffMember(
                row.getLong("id"),
                row.getString("login"),
                row.getString("name"),
                row.getString("email"),
                Role.valueOf(row.getString("role")),
                Locale.forLanguageTag(row.getString("locale")),
                row.getString("state").equals("ACTIVE"),
                row.getString("password_hash") != null,
                lastLoginAt,
                row.getInt("version"));
    };

    public List<StaffMember> all(Tx tx) {
        return tx.handle()
                .createQuery("select * from staff_user order by state, login")
                .map(MEMBER)
                .list();
    }

    public Optional<StaffMember> find(Tx tx, long id) {
        return tx.handle()
                .createQuery("select * from staff_user where id = :id")
                .bind("id", id)
                .map(MEMBER)
                .findOne();
    }

    public Optional<StaffMember> find(Tx tx, String login) {
        return tx.handle()
                .createQuery("select * from staff_user where login = :login")
                .bind("login", normal(login))
                .map(MEMBER)
                .findOne();
    }

    /// Those who get the digest and alerts: active, at least of that role, with an address.
    public List<StaffMember> addressed(Tx tx, Role atLeast) {
        return all(tx).stream()
                .filter(member -> member.active() && member.email() != null && member.may(atLeast))
                .toList();
    }

    /// Whether anybody can sign in, or could with his invitation.
    public boolean isEmpty(Tx tx) {
        return tx.handle()
                        .createQuery("select count(*) from staff_user")
                        .mapTo(Integer.class)
                        .one()
                == 0;
    }

    /// Adds a person without a password. Empty when the login is taken.
    public Optional<StaffMember> add(
            Tx tx, String login, String name, @Nullable String email, Role role, Locale locale, Instant now) {
        return tx.handle()
                .createQuery("""
                    insert into staff_user (login, name, email, role, locale, state, created_at)
                    values (:login, :name, :email, :role, :locale, 'ACTIVE', :now)
                    on conflict (login) do nothing
                    returning id
                    """)
                .bind("login", normal(login))
                .bind("name", name.strip())
                .bind("email", email)
                .bind("role", role.name())
                .bind("locale", locale.toLanguageTag())
                .bind("now", now)
                .mapTo(Long.class)
                .findOne()
                .flatMap(id -> find(tx, id));
    }

    /// Changes what is known of a person; false when he was changed meanwhile. Who is switched off, or gets another
    /// role, is signed out.
    public boolean change(
            Tx tx,
            StaffMember seen,
            String name,
            @Nullable String email,
            Role role,
            Locale locale,
            boolean active,
            Instant now) {
        boolean done = tx.handle()
                        .createUpdate("""
                            update staff_user set name = :name, email = :email, role = :role, locale = :locale,
                                state = :state, version = version + 1
                            where id = :id and version = :version
                            """)
                        .bind("name", name.strip())
                        .bind("email", email)
                        .bind("role", role.name())
                        .bind("locale", locale.toLanguageTag())
                        .bind("state", active ? "ACTIVE" : "DISABLED")
                        .bind("id", seen.id())
                        .bind("version", seen.version())
                        .execute()
                == 1;
        if (done && (!active || role != seen.role())) {
            endSessions(tx, seen.id(), now);
        }
        return done;
    }

    Optional<String> passwordHash(Tx tx, String login) {
        return tx.handle()
                .createQuery("""
                    select password_hash from staff_user
                    where login = :login and state = 'ACTIVE' and password_hash is not null
                    """)
                .bind("login", normal(login))
                .mapTo(String.class)
                .findOne();
    }

    /// Sets a password and signs the person out everywhere.
    void setPassword(Tx tx, long id, String hash, Instant now) {
        tx.handle()
                .createUpdate("update staff_user set password_hash = :hash, version = version + 1 where id = :id")
                .bind("hash", hash)
                .bind("id", id)
                .execute();
        endSessions(tx, id, now);
    }

    void signedIn(Tx tx, long id, Instant now) {
        tx.handle()
                .createUpdate("update staff_user set last_login_at = :now where id = :id")
                .bind("now", now)
                .bind("id", id)
                .execute();
    }

    /// Signs a person out everywhere.
    void endSessions(Tx tx, long id, Instant now) {
        tx.handle().execute("delete from staff_halfway where user_id = ?", id);
        tx.handle()
                .createUpdate("update staff_session set ended_at = :now where user_id = :id and ended_at is null")
                .bind("now", now)
                .bind("id", id)
                .execute();
    }

    static String normal(String login) {
        return login.strip().toLowerCase(Locale.ROOT);
    }
}
