package prevenance.watch;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import prevenance.tracking.Milestone;
import prevenance.tracking.TrackingStatus;

/// Writes what was learned of a carrier's news as text, a line for each thing, and reads it again. What a newer program
/// calls otherwise is left out, and learned anew the next night.
// Dense tables, numbered by the enums and never compared or stored as numbers.
@SuppressWarnings("EnumOrdinal")
final class NewsText {
    private static final String FORMAT = "1";

    private NewsText() {}

    static String write(CarrierNews news) {
        StringBuilder text = new StringBuilder("format " + FORMAT + "\n");
        for (Milestone milestone : Milestone.values()) {
            text.append("week ").append(milestone.name());
            numbers(text, news.week(milestone).factor());
        }
        CarrierNews.Stage[] stages = news.stages();
        for (int stage = 0; stage < stages.length; stage++) {
            boolean any = stage % NewsStage.PER_STATUS == NewsStage.ANY_STEPS;
            if (any || !stages[stage].equals(stages[NewsStage.anySteps(stage)])) {
                text.append("stage ")
                        .append(NewsStage.status(stage).wireName())
                        .append(' ')
                        .append(stage % NewsStage.PER_STATUS)
                        .append(' ')
                        .append(number(stages[stage].worth()));
                numbers(text, stages[stage].byAge());
            }
        }
        text.append("prices");
        numbers(text, news.prices().logPrice());
        return text.toString();
    }

    /// Empty when it was written by another program.
    static Optional<CarrierNews> read(String text) {
        try {
            return text.startsWith("format " + FORMAT + "\n") ? Optional.of(parse(text)) : Optional.empty();
        } catch (IllegalArgumentException | IndexOutOfBoundsException unreadable) {
            return Optional.empty();
        }
    }

    private static CarrierNews parse(String text) {
        CarrierNews usual = NewsFit.unpriced(null, 1);
        CarrierNews.Stage[] stages = new CarrierNews.Stage[NewsStage.COUNT];
        CarrierNews.Week[] weeks = usual.weeks().clone();
        CarrierNews.PriceList prices = usual.prices();
        for (String line : text.split("\n", -1)) {
            String[] words = line.split(" ", -1);
            switch (words[0]) {
                case "week" ->
                    weeks[Milestone.valueOf(words[1]).ordinal()] =
                            CarrierNews.Week.trusted(numbers(words, 2, NewsClock.WEEK));
                case "stage" -> {
                    TrackingStatus status = TrackingStatus.find(words[1]).orElseThrow(IllegalArgumentException::new);
                    int stage = status.ordinal() * NewsStage.PER_STATUS + Integer.parseInt(words[2]);
                    stages[stage] =
                            CarrierNews.Stage.of(numbers(words, 4, NewsClock.AGES), Double.parseDouble(words[3]));
                }
                case "prices" -> prices = new CarrierNews.PriceList(numbers(words, 1, CarrierNews.PriceList.STEPS));
                default -> {
                    // The format, and the end.
                }
            }
        }
        for (int stage = 0; stage < stages.length; stage++) {
            CarrierNews.Stage any = stages[NewsStage.anySteps(stage)];
            if (stages[stage] == null) {
                stages[stage] = any == null ? usual.stages()[stage] : any;
            }
        }
        return new CarrierNews(stages, weeks, prices);
    }

    private static double[] numbers(String[] words, int from, int count) {
        if (words.length != from + count) {
            throw new IllegalArgumentException("numbers: " + words.length);
        }
        return Arrays.stream(words, from, words.length)
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    private static void numbers(StringBuilder text, double[] numbers) {
        text.append(' ')
                .append(Arrays.stream(numbers).mapToObj(NewsText::number).collect(Collectors.joining(" ")))
                .append('\n');
    }

    private static String number(double number) {
        return String.format(Locale.ROOT, "%.4g", number);
    }
}
