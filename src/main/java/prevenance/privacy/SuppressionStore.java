package prevenance.privacy;

import prevenance.store.Pseudonyms;
import prevenance.store.Tx;

/// Addresses that get no mail. Of a person who was erased only the pseudonym stays, so that he is not written to again.
final class SuppressionStore {
    boolean holds(Tx tx, String address) {
        return holdsItself(tx, address) || holdsPseudonym(tx, address);
    }

    private static boolean holdsItself(Tx tx, String address) {
        return count(tx, "suppressed_address where address = lower(:address)", address) > 0;
    }

    private static boolean holdsPseudonym(Tx tx, String address) {
        return Pseudonyms.find(tx)
                .map(known -> count(tx, "suppressed_address where address = :address", known.ofAddress(address)) > 0)
                .orElse(false);
    }

    boolean isStaff(Tx tx, String address) {
        return count(tx, "staff_user where lower(email) = lower(:address)", address) > 0;
    }

    private static int count(Tx tx, String what, String address) {
        return tx.handle()
                .createQuery("select count(*) from " + what)
                .bind("address", address)
                .mapTo(Integer.class)
                .one();
    }

    /// Keeps that an address gets no mail, and not the address. False when it was not in the list.
    boolean pseudonymise(Tx tx, String address) {
        if (!holdsItself(tx, address)) {
            return holdsPseudonym(tx, address);
        }
        tx.handle()
                .createUpdate("""
                    insert into suppressed_address (address, reason, since_at, cause)
                    select :pseudonym, '', since_at, cause from suppressed_address where address = lower(:address)
                    on conflict (address) do nothing
                    """)
                .bind("pseudonym", Pseudonyms.of(tx).ofAddress(address))
                .bind("address", address)
                .execute();
        tx.handle()
                .createUpdate("delete from suppressed_address where address = lower(:address)")
                .bind("address", address)
                .execute();
        return true;
    }
}
