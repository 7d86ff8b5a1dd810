package prevenance.demo;

import java.util.Optional;
import java.util.stream.Stream;

/// The carriers of the make-believe shop, with how it uses them.
enum DemoCarrier {
    LAPOSTE("laposte", "Colissimo", 2, 30),
    MONDIAL_RELAY("mondial-relay", "Point Relais", 3, 24),
    CHRONOPOST("chronopost", "Chrono 13", 1, 12),
    UPS("ups", "UPS Standard", 2, 14),
    FEDEX("fedex", "FedEx International Priority", 2, 8),
    DHL("dhl", "DHL Express", 2, 12);

    private final String code;
    private final String service;
    private final int transitDays;
    private final int share;

    DemoCarrier(String code, String service, int transitDays, int share) {
        this.code = code;
        this.service = service;
        this.transitDays = transitDays;
        this.share = share;
    }

    /// The folder's name in `carriers/`.
    String code() {
        return code;
    }

    /// The product the shop buys.
    String service() {
        return service;
    }

    /// Business days from hand-over to delivery within France when all goes well.
    int transitDays() {
        return transitDays;
    }

    /// How many of a hundred parcels go with it.
    int share() {
        return share;
    }

    static Optional<DemoCarrier> find(String code) {
        return Stream.of(values()).filter(c -> c.code.equals(code)).findFirst();
    }
}
