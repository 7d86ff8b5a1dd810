package prevenance.carrier;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import prevenance.config.YamlSection;

/// How an aggregator is told to watch numbers: a request of its own, with its own batch and limits.
///
/// @param batchSize numbers per request
/// @param batchJoin between the numbers of `{numbers}`
/// @param batchItem what each number becomes in `{numbers}`
/// @param limits    of registrations alone
/// @param firstLook how long after it a number is asked about first
public record RegistrationRecipe(
        RequestRecipe request,
        int batchSize,
        String batchJoin,
        Template batchItem,
        List<CarrierDefinition.Limit> limits,
        Duration firstLook,
        RegistrationReading reply) {

    static RegistrationRecipe read(YamlSection section, Set<String> known) {
        RequestRecipe request = RequestRecipe.read(section.section("request"), "path", "POST", known);
        YamlSection batch = section.section("batch");
        int size = batch.integer("size", 1, 1, 1000);
        Template item = Written.template(batch, "item", known).orElseGet(() -> Template.parse("{number}"));
        if (size > 1) {
            DefinitionReader.onlyPerItem(section, request);
        }
        RegistrationReading reply = RegistrationReading.read(section.section("reply"));
        if (size > 1 && reply.number().isEmpty()) {
            section.problem("reply", "does not say where the number stands", "add number: to reply, or batch of 1");
        }
        return new RegistrationRecipe(
                request,
                size,
                batch.text("join", ","),
                item,
                DefinitionReader.limits(section),
                section.duration("first-look", Duration.ZERO),
                reply);
    }
}
