package prevenance.transit;

/// How much what was noted weighs today. What is noted later weighs more, growing by its half-life, so that nothing
/// need be faded day by day.
///
/// @param table    factor that turns the noted weights of the tables into today's
/// @param pace     of the pace
/// @param pulse    of the pulse
/// @param lateness of the shares of late ones
record Scales(double table, double pace, double pulse, double lateness) {
    /// Weights of what is noted on a day.
    static Scales noted(int day) {
        return new Scales(
                Math.pow(2, day / Group.TABLE),
                Math.pow(2, day / Group.PACE),
                Math.pow(2, day / Group.PULSE),
                Math.pow(2, day / Group.LATENESS));
    }

    /// The inverse.
    Scales inverse() {
        return new Scales(1 / table, 1 / pace, 1 / pulse, 1 / lateness);
    }
}
