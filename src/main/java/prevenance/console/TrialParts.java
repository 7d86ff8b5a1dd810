package prevenance.console;

import prevenance.backtest.ShadowReport;
import prevenance.backtest.WhatIf;

/// What the pages on trials work with.
///
/// @param whatIf the back-test
/// @param shadow what is only computed
public record TrialParts(WhatIf whatIf, ShadowReport.Scope shadow) {}
