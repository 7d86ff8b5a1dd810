package prevenance.message;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The shop's own files tried over the program's: which of them can be used, and what is wrong with the others.
///
/// @param set  with only good files in it
/// @param used the shop's files in it
record TemplateTrial(TemplateSet set, TemplateFiles used, List<TemplateFinding> findings) {
    /// @param own    the shop's files as they are now
    /// @param before the shop's files that were in use
    static TemplateTrial of(ShopSettings shop, TemplateFiles base, TemplateFiles own, TemplateFiles before) {
        if (own.isEmpty()) {
            return new TemplateTrial(new TemplateSet(shop, base), TemplateFiles.NONE, List.of());
        }
        List<TemplateFinding> findings = new ArrayList<>();
        TemplateFiles used = own;
        for (String name : own.names()) {
            List<TemplateFinding> said = TemplateLint.of(name, Objects.requireNonNull(own.text(name)), own.over(base));
            findings.addAll(said);
            if (said.stream().anyMatch(TemplateFinding::isError)) {
                used = withdrawn(used, name, before);
            }
        }
        halves(own).forEach(findings::add);
        // Each round takes at least one file back, so it ends.
        while (true) {
            TemplateSet set = new TemplateSet(shop, used.over(base));
            List<TemplateFinding> broken = new ArrayList<>();
            new TemplateCheck(set, broken).checkWhatUses(own.names());
            broken.stream()
                    .filter(finding -> !finding.isError() && own.text(finding.file()) != null)
                    .filter(finding -> !findings.contains(finding))
                    .forEach(findings::add);
            broken.removeIf(finding -> !finding.isError() || findings.contains(finding));
            if (broken.isEmpty()) {
                return new TemplateTrial(set, used, List.copyOf(findings));
            }
            findings.addAll(broken);
            Set<String> guilty = guilty(broken, own, used);
            if (guilty.isEmpty()) {
                return new TemplateTrial(new TemplateSet(shop, base), TemplateFiles.NONE, List.copyOf(findings));
            }
            for (String name : guilty) {
                used = withdrawn(used, name, before);
            }
        }
    }

    /// Messages of which only one part is the shop's own: the other still says what ours does.
    private static Stream<TemplateFinding> halves(TemplateFiles own) {
        return own.names().stream()
                .filter(name -> name.endsWith(TemplateSet.HTML) || name.endsWith(TemplateSet.TEXT))
                .filter(name -> !name.contains("/" + TemplateSet.EDITED))
                .filter(name -> own.text(other(name)) == null)
                .map(name -> TemplateFinding.warning(
                        name,
                        null,
                        "is the shop's own, but " + other(name) + " is not and still says what ours does",
                        "write the other part too"));
    }

    private static String other(String name) {
        return name.endsWith(TemplateSet.HTML)
                ? name.replace(TemplateSet.HTML, TemplateSet.TEXT)
                : name.replace(TemplateSet.TEXT, TemplateSet.HTML);
    }

    /// The own files that the findings name; else those that others are built from, a layout or a part of it.
    private static Set<String> guilty(List<TemplateFinding> broken, TemplateFiles own, TemplateFiles used) {
        Set<String> named = broken.stream()
                .map(TemplateFinding::file)
                .filter(file -> Objects.equals(own.text(file), used.text(file)) && used.text(file) != null)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (!named.isEmpty()) {
            return named;
        }
        Set<String> shared = used.names().stream()
                .filter(name -> TemplateSet.PARTS.stream().noneMatch(name::endsWith))
                .filter(name -> Objects.equals(own.text(name), used.text(name)))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return shared.isEmpty() ? Set.copyOf(used.names()) : shared;
    }

    private static TemplateFiles withdrawn(TemplateFiles used, String name, TemplateFiles before) {
        String good = before.text(name);
        return good == null || good.equals(used.text(name)) ? used.without(name) : used.with(name, good);
    }
}
