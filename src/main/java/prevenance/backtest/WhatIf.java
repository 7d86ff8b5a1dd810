package prevenance.backtest;

import java.util.ArrayList;
import java.util.List;
import prevenance.assess.RuleSettings;
import prevenance.backtest.Backtest.Book;

/// An installation's back-test, with the rules in force to hold others against.
///
/// @param rules   in force
/// @param country where parcels start, unless a book of rules says another
/// @param runs    those in the background
public record WhatIf(Backtest backtest, RuleSettings rules, String country, WhatIfRuns runs) {
    /// The name of the rules in force in reports.
    public static final String IN_FORCE = "in force";

    public WhatIf(Backtest backtest, RuleSettings rules, String country) {
        this(backtest, rules, country, new WhatIfRuns(backtest));
    }

    /// The rules in force with a proposal beside them; or two proposals, without those in force.
    public List<Book> beside(List<Book> proposals) {
        List<Book> books = new ArrayList<>();
        if (proposals.size() < 2) {
            books.add(new Book(IN_FORCE, rules));
        }
        books.addAll(proposals);
        return List.copyOf(books);
    }
}
