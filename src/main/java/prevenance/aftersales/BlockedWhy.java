package prevenance.aftersales;

import java.util.Locale;

/// Why a replacement cannot leave.
public enum BlockedWhy {
    OUT_OF_STOCK,
    NO_LONGER_MADE,
    OTHER;

    /// As templates name it: `out_of_stock`.
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
