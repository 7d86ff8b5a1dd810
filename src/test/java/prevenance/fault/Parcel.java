package prevenance.fault;

import java.time.Instant;

/// One parcel of the rig: an order of its own, a customer of its own.
record Parcel(int index, CarrierFormat carrier, String number, String recipient, Instant shippedAt) {
    static Parcel of(int index, CarrierFormat carrier, Instant shippedAt) {
        return new Parcel(index, carrier, carrier.number(index), "c" + index + "@example.org", shippedAt);
    }

    String order() {
        return "A" + index;
    }

    String row() {
        return "%s,%s,%s,%s,Camille Exemple,%s,fr,FR".formatted(order(), carrier.code(), number, shippedAt, recipient);
    }
}
