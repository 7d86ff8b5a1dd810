package prevenance.health;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import prevenance.web.Texts;

/// What is said of a condition, in French and English.
///
/// @param machine   that finds it so; empty where there is only one
/// @param key       of its text; the text `key.do` says what to do
/// @param arguments of both; may be words themselves, or a list of such
record ConditionWords(String machine, String key, List<Object> arguments) {
    private static final Texts TEXTS = Texts.load("/prevenance/health/texts", List.of("conditions"));

    static ConditionWords of(String key, Object... arguments) {
        return new ConditionWords("", key, List.of(arguments));
    }

    ConditionWords seenOn(String name) {
        return new ConditionWords(name, key, arguments);
    }

    static String text(Locale locale, String key, Object... arguments) {
        return TEXTS.text(locale, key, arguments);
    }

    String what(Locale locale) {
        String what = TEXTS.text(locale, key, told(locale));
        return machine.isEmpty() ? what : TEXTS.text(locale, "on-machine", machine, what);
    }

    /// Empty when there is nothing to do.
    String remedy(Locale locale) {
        return TEXTS.has(key + ".do") ? TEXTS.text(locale, key + ".do", told(locale)) : "";
    }

    private Object[] told(Locale locale) {
        return arguments.stream().map(argument -> told(argument, locale)).toArray();
    }

    /// Numbers stand as they are, without marks of thousands.
    private static String told(Object argument, Locale locale) {
        return switch (argument) {
            case ConditionWords words -> words.what(locale);
            case List<?> several ->
                several.stream().map(one -> told(one, locale)).collect(Collectors.joining(", "));
            default -> argument.toString();
        };
    }
}
