package prevenance.page;

import java.time.InstantSource;
import java.util.function.UnaryOperator;
import prevenance.cases.CustomerVoice;
import prevenance.cases.DeskSettings;
import prevenance.link.PageLinks;
import prevenance.message.Shops;
import prevenance.store.Database;

/// What the customers' page works with.
///
/// @param carrierNames a carrier's name as customers know it, by its code
public record PageParts(
        Database database,
        InstantSource time,
        PageLinks links,
        CustomerVoice voice,
        DeskSettings desk,
        Shops shops,
        UnaryOperator<String> carrierNames) {}
