package prevenance.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import prevenance.tracking.Milestone;
import prevenance.tracking.TrackingNumber;
import prevenance.watch.ParcelFilter;
import prevenance.watch.ParcelRow;
import prevenance.watch.ParcelStore;
import prevenance.watch.WatchedParcel;

/// What we watch.
@Command(name = "parcels", description = "Lists watched parcels, newest first.", sortOptions = false)
final class ParcelsCommand implements Callable<Integer> {
    @ParentCommand
    private RootCommand root;

    @Mixin
    private ListOptions list;

    @Option(names = "--number", paramLabel = "NUMBER", description = "Only this tracking number.")
    private @Nullable String number;

    @Option(names = "--milestone", description = "Only ${COMPLETION-CANDIDATES}.")
    private @Nullable Milestone milestone;

    @Override
    public Integer call() {
        try (Workbench bench = root.open()) {
            ParcelFilter filter = new ParcelFilter(
                    Optional.ofNullable(list.carrier),
                    Optional.ofNullable(milestone),
                    Optional.empty(),
                    Optional.ofNullable(list.order),
                    Optional.ofNullable(number).map(TrackingNumber::new),
                    list.limit);
            List<ParcelRow> parcels = bench.database().read(tx -> new ParcelStore().list(tx, filter));
            root.show(
                    list.json,
                    parcels,
                    ParcelsCommand::json,
                    List.of("Id", "Order", "Carrier", "Number", "Status", "Since", "Promised", "Last answer"),
                    row -> {
                        WatchedParcel parcel = row.parcel();
                        return List.of(
                                Long.toString(parcel.id()),
                                row.orderNumber(),
                                parcel.carrier(),
                                parcel.trackingNumber().value(),
                                parcel.status().wireName(),
                                Times.minute(parcel.statusAt(), bench.zone()),
                                parcel.promiseDate() == null
                                        ? ""
                                        : parcel.promiseDate().toString(),
                                parcel.lastOutcome() == null
                                        ? "not asked yet"
                                        : parcel.lastOutcome() + " "
                                                + Times.minute(parcel.lastPolledAt(), bench.zone()));
                    });
        }
        return ExitCode.OK;
    }

    private static Map<String, @Nullable Object> json(ParcelRow row) {
        WatchedParcel parcel = row.parcel();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", parcel.id());
        json.put("order", row.orderNumber());
        json.put("carrier", parcel.carrier());
        json.put("number", parcel.trackingNumber().value());
        json.put("leg", parcel.leg().name());
        json.put("service", parcel.service());
        json.put("shippedAt", Times.iso(parcel.shippedAt()));
        json.put(
                "promiseDate",
                parcel.promiseDate() == null ? null : parcel.promiseDate().toString());
        json.put("status", parcel.status().wireName());
        json.put("milestone", parcel.milestone().name());
        json.put("statusAt", Times.iso(parcel.statusAt()));
        json.put(
                "estimatedDelivery",
                parcel.estimatedDate() == null ? null : parcel.estimatedDate().toString());
        json.put("lastOutcome", parcel.lastOutcome());
        json.put("lastDetail", parcel.lastDetail());
        json.put("lastPolledAt", Times.iso(parcel.lastPolledAt()));
        json.put("nextPollAt", Times.iso(parcel.nextPollAt()));
        return json;
    }
}
