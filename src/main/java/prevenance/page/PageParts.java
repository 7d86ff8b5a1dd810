package prevenance.page;

import java.time.InstantSource;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import prevenance.cases.CustomerVoice;
import prevenance.cases.DeskSettings;
import prevenance.link.PageLinks;
import prevenance.message.ShopSettings;
import prevenance.store.Database;

/// What the customers' page works with.
///
/// @param shops        the shop of a code, or the only one for null and for codes it does not know
/// @param carrierNames a carrier's name as customers know it, by its code
public record PageParts(
        Database database,
        InstantSource time,
        PageLinks links,
        CustomerVoice voice,
        DeskSettings desk,
        Function<@Nullable String, ShopSettings> shops,
        UnaryOperator<String> carrierNames) {}
