package prevenance.fault;

import java.util.List;
import java.util.stream.Stream;

/// The ledger: what the program must stand, and the tests that hold it, as `package.Class#method` below `prevenance`
/// or as a class. A goal without a test is open, and [LedgerTest] lists which may be.
enum Goal {
    R1_1("kill -9 at each stage of sending", "fault.KilledAtStageTest"),
    R1_2("kill -9 at every fsync and pwrite64 of the database", "fault.KilledAtWriteTest"),
    R1_3("kill -9 at random moments under load", "fault.RandomKillsTest", "cases.KilledIncidentTest"),
    R1_4("SIGTERM under load", "fault.TerminatedTest"),
    R1_5("kill -9 in schema, import, backup, purge", "fault.KilledPhasesTest"),
    R1_6("SIGSTOP and SIGCONT", "fault.PausedProcessTest"),
    R1_7("power loss", "fault.PowerLossTest"),
    R2("mail: no secret and no person in the log", "fault.SmtpMatrixTest#theLogNamesNobodyAndHoldsNoSecret"),
    R2_1(
            "mail: nobody can connect, or not greeted",
            "fault.SmtpMatrixTest#whileNobodyCanConnectNoAttemptIsUsedUpAndTheQueueDrainsAfterwards",
            "message.SenderTest#whileTheServerIsDownItIsAskedEverMoreSeldomAndNothingDies"),
    R2_2("mail: 421 at any command", "fault.SmtpMatrixTest"),
    R2_3("mail: greylisting, 451, 452", "fault.SmtpMatrixTest"),
    R2_4(
            "mail: no such mailbox",
            "fault.SmtpMatrixTest#whoWasRefusedForGoodIsNotTriedAgainAndTheStaffSeesWhy",
            "message.SenderTest#anUnknownMailboxIsTriedOnceAndNeverWrittenToAgain"),
    R2_5(
            "mail: refused for what we are",
            "fault.SmtpMatrixTest#whenOneAfterTheOtherIsRefusedForWhatWeAreSendingPausesBeforeFiftyAreBurned"),
    R2_6(
            "mail: mailbox full",
            "fault.SmtpMatrixTest",
            "message.SenderTest#aMessagePutOffForTwoDaysIsGivenUpAndTheDeskIsTold"),
    R2_7(
            "mail: poison",
            "fault.SmtpMatrixTest",
            "message.SenderTest#aMessageThatCannotBeWrittenIsDeadAtOnceAndTheOthersGoOn"),
    R2_8("mail: log-in refused", "fault.SmtpTlsTest"),
    R2_9("mail: STARTTLS fails in any way", "fault.SmtpTlsTest"),
    R2_10("mail: broken off in the text or at the dot", "fault.SmtpMatrixTest"),
    R2_11("mail: broken off after acceptance", "fault.SmtpMatrixTest"),
    R2_12("mail: stall at any command", "fault.SmtpMatrixTest"),
    R2_13("mail: slow, long and endless replies", "fault.SmtpMatrixTest"),
    R2_14("mail: stall or drop at QUIT", "fault.SmtpMatrixTest"),
    R2_15("mail: too fast", "fault.SmtpMatrixTest"),
    R2_16(
            "mail: one recipient of several refused",
            "fault.SmtpMatrixTest#whoWasRefusedForGoodIsNotTriedAgainAndTheStaffSeesWhy"),
    R2_17("mail: bounces and complaints that come later", "bounce.BounceReaderTest"),
    R3(
            "carrier: down for seven days",
            "fault.OutageWeekTest",
            "app.OutageTest#sevenDaysWithoutAFeedRaiseNoFlagAndOneAlarm",
            "app.OutageTest#sevenDaysOfAnswersWithoutNewsRaiseNoFlagAndOneAlarm",
            "app.OutageTest#sevenDaysInWhichWeWereOffRaiseNoFlagAndOneAlarm"),
    R3_1(
            "carrier: time-out, stall, refusal",
            "fault.CarrierMatrixTest",
            "carrier.FaultMatrixTest#brokenConnectionsAndSlowAnswersEndInTime",
            "watch.PollerTest#aHangingCarrierDelaysNobodyElse"),
    R3_2(
            "carrier: 429",
            "fault.CarrierMatrixTest",
            "carrier.FaultMatrixTest#retryAfterIsReadAsSecondsOrDateAndNeverBelievedBeyondADay",
            "watch.BreakerTest#retryAfterIsHonouredForTheWholeCarrier"),
    R3_3("carrier: 408 and 5xx", "carrier.FaultMatrixTest#serverErrorsAreTemporaryAndSentOnce"),
    R3_4(
            "carrier: key refused, token expired",
            "carrier.RequestAndTokenTest#manyCallersShareOneTokenAndItIsRenewedBeforeItsEnd",
            "carrier.RequestAndTokenTest#aRefusedTokenIsRenewedOnceAndThenTheRefusalStands",
            "watch.FeedWatchTest#aCarrierThatRefusesOurKeyIsAnOutageOfItsOwn"),
    R3_5(
            "carrier: number unknown",
            "watch.StoryTest#aNumberUnknownIsUnknownSinceTheFirstTimeUntilItIsKnown",
            "assess.SilenceRulesTest#aNumberIsUnknownFortyEightHoursAfterTheLaterOfDispatchAndImport"),
    R3_6("carrier: malformed, truncated", "carrier.HostileReplyTest#anAnswerThatBreaksOffIsNoAnswer"),
    R3_7("carrier: no data with status 200", "carrier.FaultMatrixTest#whatIsNoDataIsNoAnswer"),
    R3_8(
            "carrier: other fields, new codes",
            "fault.CarrierMatrixTest",
            "watch.StoryTest#anUnlistedCodeIsCountedOncePerStatementAndIsNeverInTransit"),
    R3_9(
            "carrier: huge, bomb, deep, drip",
            "fault.CarrierMatrixTest",
            "carrier.HostileReplyTest#aBodyThatNeverEndsIsCutAtTwoMegabytes",
            "carrier.HostileReplyTest#aBombOfAGigabyteIsNotUnpacked"),
    R3_10(
            "carrier: XML entities",
            "carrier.FaultMatrixTest#aDocumentTypeIsRefusedBeforeAnythingIsResolved",
            "carrier.HostileReplyTest#entitiesAreRefusedBeforeTheyGrowOrReadAFile"),
    R3_11("carrier: redirects", "fault.CarrierMatrixTest", "carrier.FaultMatrixTest#aRedirectIsNotFollowed"),
    R3_12("carrier: TLS that cannot be trusted", "fault.CarrierTlsTest"),
    R3_13(
            "carrier: character sets, doubled keys",
            "carrier.FaultMatrixTest#textInAnotherCharacterSetIsReadOrRejectedButNeverGarbled",
            "carrier.HostileReplyTest#jsonThatIsDeepLongOrDoubledIsNoAnswer"),
    R3_14(
            "carrier: another parcel's answer",
            "fault.CarrierMatrixTest",
            "carrier.FaultMatrixTest#anAnswerAboutAnotherParcelIsNeverGivenToThisOne",
            "carrier.FaultMatrixTest#aSwappedBatchIsJoinedByTheNumberInside"),
    R3_15(
            "carrier: history doubled, shuffled, edited",
            "watch.StoryTest#anyPermutationOfAnswersGivesTheSameFinalState",
            "watch.SameVerdictTest#aThousandOrdersOfTheSameAnswersGiveTheSameFlagsToTheByte"),
    R3_16(
            "carrier: dates in the future",
            "watch.StoryTest#aStatementFromTheFutureIsIgnoredUntilItIsTrue",
            "carrier.FaultMatrixTest#anEventFromTheFutureOrFromTheYearOneIsNone"),
    R3_17("carrier: times without zone", "assess.SilenceRulesTest#withoutAZoneTheWholeDayIsGivenAway"),
    R3_18("carrier: a delivery that flaps", "cases.TellingTest#aDeliveryThatFlapsIsToldOnce"),
    R3_19("carrier: a number used again", "watch.StoryTest#aReusedNumbersOldDeliveryClosesNothing"),
    R3_20("carrier: a number corrected or replaced", "cases.NumberReplacedTest"),
    R3_21("carrier: asked politely", "fault.PolitenessTest"),
    R3_22(
            "carrier: everybody flagged at once",
            "fault.MassFlagTest",
            "app.StormTest#fiftyThousandLateAtOneHubAreOneIncidentOneCaseAndAfterApprovalPacedMails"),
    R4_1("clock jumps", "fault.ClockFaultTest#aClockThatLeapsMakesNobodyLateAndStopsNothing"),
    R4_2(
            "summer time",
            "app.SummerTimeTest",
            "calendar.QuietHoursTest#inFourYearsNoMinuteIsQuietOrFreeAgainstTheReadersClock",
            "calendar.OpeningHoursTest#openThroughTheChangeRealTimeIsCounted"),
    R4_3("disk full", "fault.StorageFaultTest#aFullDiskStopsTheMailsAndNothingElseAndWithSpaceTheyLeaveOnce"),
    R4_4("disk fails", "fault.StorageFaultTest#aDiskThatKeepsNothingEndsTheDaemonAndTheNextOneGoesOnWithWhatIsThere"),
    R4_5("database locked by another", "fault.StorageFaultTest#whoLocksTheDatabaseHoldsUpTheWorkAndNothingIsSentTwice"),
    R4_6("database corrupted", "fault.StorageFaultTest#aDamagedDatabaseIsRefusedWithinTenSecondsAndTheBackupNamed"),
    R4_7(
            "file system read-only, another owner",
            "fault.StorageFaultTest#aDiskThatCannotBeWrittenIsRefusedInWords",
            "fault.StorageFaultTest#filesOfAnotherOwnerAreRefusedInWords"),
    R4_8("two daemons", "fault.StorageFaultTest#aSecondDaemonLeavesWithinFiveSecondsAndNamesTheFirst"),
    R4_9(
            "other tools on the live file",
            "fault.StorageFaultTest#nothingButSqliteOpensTheDatabaseWhileTheDaemonWorksAndIsCopied"),
    R4_10(
            "an older backup restored",
            "app.RestoredShopTest#afterARestoreFromAnOlderBackupNothingLeavesUnaskedAndNobodyIsToldTwice"),
    R4_11(
            "PostgreSQL stopped and started",
            "fault.ClusterServerTest#theServerEndsAtOnceAndComesBackAndTheDaemonsGoOnByThemselves"),
    R4_12("PostgreSQL hangs", "fault.ClusterServerTest#aServerThatHangsHoldsNoThreadForHalfAMinute"),
    R4_13("a node killed", "fault.ClusterSharesTest#whatADeadDaemonHeldIsTakenUpByTheOther"),
    R4_14(
            "clocks of two nodes differ",
            "node.NodesTest#onAServerAClockThatIsFarOffIsRefusedAndOneThatIsALittleOffIsReckonedWith"),
    R4_15("two versions on one database", "fault.UpgradeTest", "store.MigrationRuleTest"),
    R4_16("few files, little memory", "fault.ScarcityTest"),
    R5_1("soak", "fault.SoakTest"),
    R5_2("storm", "app.StormTest#fiftyThousandLateAtOneHubAreOneIncidentOneCaseAndAfterApprovalPacedMails"),
    R5_3("rate limit", "fault.PausedProcessTest"),
    R5_4("start with very many parcels", "fault.SoakTest"),
    R5_5("the customer's page under load", "fault.PageLoadTest"),
    R5_6("thirty days", "fault.OutageWeekTest", "app.DayInTheLifeTest#inAMonthEverythingIsSeenWorkedOnAndSaidOnce");

    private final String fault;
    private final List<String> tests;

    Goal(String fault, String... tests) {
        this.fault = fault;
        this.tests = List.of(tests);
    }

    /// As the goals are numbered: `R1.2`.
    String id() {
        return name().replace('_', '.');
    }

    String fault() {
        return fault;
    }

    List<String> tests() {
        return tests;
    }

    /// For sorting; what is no goal comes last.
    static int order(String id) {
        return Stream.of(values())
                .filter(goal -> goal.id().equals(id))
                .findFirst()
                .map(Goal::ordinal)
                .orElse(Integer.MAX_VALUE);
    }

    /// Ids of the goals that a class holds, for its failures.
    static String idsOf(Class<?> test) {
        String name = test.getName().replaceFirst("^prevenance\\.", "");
        return Stream.of(values())
                .filter(goal -> goal.tests.stream()
                        .anyMatch(one -> one.replaceFirst("#.*", "").equals(name)))
                .map(Goal::id)
                .findFirst()
                .orElse("-");
    }
}
