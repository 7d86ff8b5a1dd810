package prevenance.backtest;

import java.nio.file.Path;
import prevenance.assess.RuleSettings;
import prevenance.config.Problems;
import prevenance.config.References;
import prevenance.config.YamlFile;
import prevenance.config.YamlSection;

/// A file, or a text, with a section `rules:` written as in `prevenance.yaml`; its other sections are not looked at.
public final class RuleFile {
    private RuleFile() {}

    /// @param country where parcels start, unless the section says another
    public static RuleSettings read(Path file, String country, Problems problems) {
        return rules(YamlFile.read(file, file.toString(), References.none(), problems), country);
    }

    /// @param name how problems call the text
    public static RuleSettings parse(String text, String name, String country, Problems problems) {
        return rules(YamlFile.parse(text, name, References.none(), problems), country);
    }

    /// The rules in force with what a text changes in them.
    ///
    /// @param name how problems call the text
    public static RuleSettings change(RuleSettings rules, String text, String name, Problems problems) {
        YamlSection root = YamlFile.parse(text, name, References.none(), problems);
        RuleSettings changed = rules.changedBy(root.section("rules"));
        root.rejectUnknown();
        return changed;
    }

    private static RuleSettings rules(YamlSection root, String country) {
        if (root.keys().isEmpty()) {
            root.problem("rules", "is missing", "write the limits below 'rules:' as in prevenance.yaml");
        }
        root.ignore();
        RuleSettings rules = RuleSettings.read(root.section("rules"), country);
        root.rejectUnknown();
        return rules;
    }
}
