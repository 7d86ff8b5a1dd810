package prevenance.aftersales;

/// What became of a person's word about an exchange.
public sealed interface ExchangeOutcome {
    /// It is done; the exchange as it stands now.
    record Done(Exchange exchange) implements ExchangeOutcome {}

    record NotFound(String reference) implements ExchangeOutcome {}

    /// It changed meanwhile; nothing was written.
    record Conflict(String reference) implements ExchangeOutcome {}

    /// It cannot be done; nothing was written.
    ///
    /// @param why what stands in the way, and what to do
    record Refused(String why) implements ExchangeOutcome {}
}
