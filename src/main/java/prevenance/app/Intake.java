package prevenance.app;

import java.util.List;
import java.util.Objects;
import prevenance.aftersales.Aftersales;
import prevenance.carrier.CarrierDirectory;
import prevenance.intake.DropFolder;
import prevenance.intake.ExchangeImport;
import prevenance.intake.FileImport;
import prevenance.intake.OrderImport;
import prevenance.intake.RefundImport;
import prevenance.intake.ShopDefaults;
import prevenance.message.Outbox;
import prevenance.store.Database;

/// How orders, refunds and exchanges come in.
record Intake(FileImport imports, DropFolder dropFolder) {
    static Intake of(
            Settings settings, Database database, CarrierDirectory carriers, Aftersales aftersales, Outbox outbox) {
        ShopDefaults shop = new ShopDefaults(
                settings.shop().timeZone(),
                settings.shop().country(),
                settings.shop().locale(),
                settings.currency(),
                settings.shops().codes());
        FileImport imports = new FileImport(
                database,
                new OrderImport(database, carriers, shop, settings.intake(), outbox),
                new RefundImport(database, aftersales.refundDesk(), shop, settings.intake()),
                new ExchangeImport(database, aftersales.exchangeDesk(), carriers, shop, settings.intake()),
                settings.intake());
        return new Intake(
                imports,
                new DropFolder(Objects.requireNonNull(settings.intake().dropFolder()), settings.intake(), imports));
    }

    List<Stage> stages(BeatSettings beats) {
        return List.of(new Stage("intake", beats.intake(), dropFolder::takeDue));
    }
}
