package prevenance.app;

import java.time.Duration;
import prevenance.config.YamlSection;

/// How often each stage looks for what is due. Nothing is lost when a stage looks late, it only happens later.
public record BeatSettings(
        Duration intake,
        Duration poll,
        Duration assess,
        Duration desk,
        Duration aftersales,
        Duration send,
        Duration webhooks) {
    private static final Duration USUAL = Duration.ofSeconds(2);

    static BeatSettings read(YamlSection section) {
        return new BeatSettings(
                section.duration("intake", USUAL),
                section.duration("poll", USUAL),
                section.duration("assess", USUAL),
                section.duration("desk", USUAL),
                section.duration("aftersales", Duration.ofSeconds(10)),
                section.duration("send", USUAL),
                section.duration("webhooks", USUAL));
    }
}
