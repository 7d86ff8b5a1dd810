package prevenance.watch;

/// Placeholder.
final class NewsRates {
    static final double SHARE_OF_QUOTA = 0.9;

    private NewsRates() {}
}
