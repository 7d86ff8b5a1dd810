package prevenance;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Which tests hold which threat off. A test that is renamed or gone is missed here.
class ThreatTest {
    private static final Map<String, List<String>> HELD_BY = table("""
        console login
            console.AccessTest.guessingIsSlowedDownAndTheOwnerStillComesInFromElsewhere
            console.AccessTest.guessesOverManyNetworksAreSlowedDownAndTheOwnerComesInWhereHeHasBeenBefore
            console.AccessTest.whatABrowserRemembersIsOfOneLoginAndOnePassword
            console.AccessTest.refusingAnUnknownLoginIsAsMuchWorkAsRefusingAWrongPassword
            console.AccessTest.behindAProxyNobodyGuessesOnUnderInventedAddresses
            console.AccessTest.aPasswordThatIsEasyToGuessIsRefused
            console.access.TotpTest.aCodeIsThatOfTheSpecification
            console.access.TotpTest.aCodeServesInItsHalfMinuteAndTheOnesBesideItAndNeverTwice
            console.SecondFactorTest.aCodeOpensTheDoorOnceAndThePasswordAloneNoLonger
            console.SecondFactorTest.aRecoveryCodeServesOnceAndIsKeptOnlyAsAHash
            console.SecondFactorTest.codesCannotBeGuessedAndTheOwnerStillComesInByARecoveryCode
            console.SecondFactorTest.whoseRoleDemandsItSetsItUpBeforeAnythingElseAndCannotLayItDown
            console.SecondFactorTest.anAdministratorResetsALostOneButNotHisOwn
            web.VisitorAddressTest.oneNetworkOfTheNewAddressesIsOneVisitorHoweverItIsWritten
        first start
            console.AccessTest.aFreshInstallationLetsNobodyInButByItsOneTimeLink
            console.AccessTest.aOneTimeLinkEndsAfterADay
        session
            console.AccessTest.aSessionEndsByLogoutByIdlenessByAgeAndWhenThePersonIsSwitchedOff
            console.AccessTest.behindTlsTheCookieIsBoundToThisHostAndToTls
            console.SecondFactorTest.aChangeOfRoleSignsOut
            console.SecondFactorTest.whoOwesHisCodeForTenMinutesStartsAgainAndSoDoesWhoWasSwitchedOff
            console.PeopleTest.whoIsSwitchedOffIsOutAtOnceAndGetsNoLink
        console forms
            console.RolesTest.aFormFromElsewhereIsRefusedOnEveryRoute
            console.RolesTest.lookingChangesNothing
            console.AccessTest.aFormFromElsewhereOrWithoutItsTokenChangesNothing
            app.AttackerStoryTest.nothingOfItRunsNothingOfItChangesAnythingAndNobodySeesWhatIsNotHis
        console pages
            console.AccessTest.everyAnswerCarriesTheSecurityHeadersErrorsIncluded
            console.RawRequestTest.whatIsRefusedCarriesThePolicyAndNoMarkupOfTheVisitor
            console.MessagesTest.aMailBodyIsShownInAFrameThatCanDoNothing
            console.MessagesTest.whatIsForeignStaysTextOnEveryList
            console.PeopleTest.whoIsAddedGetsALinkThatIsShownOnceAndLetsHimIn
            app.AttackerStoryTest.nothingOfItRunsNothingOfItChangesAnythingAndNobodySeesWhatIsNotHis
            page.AttackerTest.whatIsTypedIsNeverMarkup
        authorisation
            console.RolesTest.theTableHasEveryRouteAndNoOther
            console.RolesTest.eachRouteOpensForItsRoleAndThoseAboveAndWhatIsNotThereIsNotFound
            console.RolesTest.nobodySeesOrDoesAnythingWithoutComingIn
            console.DeskRolesTest.everyRouteIsOpenToItsRoleAndTheOnesAboveAndClosedToTheRest
            console.api.OpenApiTest.everyRouteIsDescribedAndEveryDescriptionIsRoutedWithItsScope
            console.api.ApiTest.eachOperationNeedsItsOwnScopeAndNoOther
            console.api.ApiTest.whatIsNotThereIsNotFound
            console.PeopleTest.nobodyTakesHisOwnRightsAndTheLastAdministratorStays
        API
            console.api.ApiTest.aTokenThatIsUnknownEndedOrRevokedOpensNothing
            console.api.ApiTest.aTokenHasItsRequestsAMinuteAndWaitsForMore
            console.api.ApiTest.whoRepeatsARequestWithItsKeyGetsTheFirstAnswerAgain
            console.api.ApiTest.parallelEqualRequestsMakeOneThing
            console.api.ApiTest.whatIsTooLargeTooDeepOrNotJsonIsRefusedQuickly
            console.api.ApiTest.aBodyOfUnknownLengthIsCutOffToo
            console.api.ApiTest.noAnswerTellsWhatTheProgramLooksLikeInside
            console.api.BodyFuzzTest.aBodyIsReadOrIsAProblem
        reading of requests
            console.RawRequestTest.aRequestWithTwoReadingsIsRefusedAndTheConnectionClosed
            console.RawRequestTest.noOtherMethodIsAnswered
            console.RawRequestTest.headersWithoutEndAreCutOff
            console.AccessTest.aForeignHostNameIsNotOurs
            console.AccessTest.whoIsNotSignedInIsLedToTheLoginAndBackToOurOwnPagesOnly
            console.RequestFuzzTest.whereToGoOnIsAlwaysAPathOfOurs
            console.api.ApiTest.aQueryThatIsNotUnderstoodIsRefused
            link.PageLinksTest.theWholeAddressIsThePublicUrlAndTheToken
        customer's link
            link.PageLinksTest.everyFlippedBitIsRefused
            link.PageLinksTest.everyChangedCharacterAndLengthIsRefused
            link.PageLinksTest.aNewKeySignsAndFormerOnesAreTakenUntilTheirLinksHaveExpired
            link.PageLinksTest.revokingAnOrdersLinksLeavesOtherOrdersAloneAndAllowsNewOnes
            link.TokenFuzzTest.aTextIsNoTokenOrSaysWhatItWritesAndIsNotSigned
            page.AttackerTest.everyLinkThatDoesNotHoldGetsTheSameAnswer
            page.AttackerTest.tenThousandGuessesAreThrottledAndOthersAreNot
            page.AttackerTest.nothingPersonalStandsOnAPageNorInItsHeaders
            page.AttackerTest.noLogHoldsALink
        acts by a link
            page.AttackerTest.lookingAHundredTimesChangesNothing
            page.AttackerTest.aLinkDoesNothingButWhatItIsFor
            page.AttackerTest.aFormIsTakenOnlyFromAPageOfOurs
            page.ActsTest.aMailProgramStopsThemWithOneClickWithoutCookieOrRedirect
        outbound calls
            webhook.SafeAddressTest.nothingOnThisMachineIsReachedHoweverItIsWritten
            webhook.SafeAddressTest.aRedirectIsNotFollowed
            webhook.SafeAddressTest.whatIsNobodysOnTheInternetIsPrivate
            webhook.SafeAddressTest.aCertificateThatNobodyVouchesForIsRefused
            webhook.EndpointFuzzTest.whatIsTakenIsHttpsWithAHostAndWithoutAUser
        templates
            message.TemplateSandboxTest.whatATemplateOfWordsDoesNotNeedIsRefusedAtTheStart
            message.TemplateFuzzTest.aTemplateIsRenderedInTimeOrRefused
        mail headers
            message.ShopMailTest.noFactBecomesAHeaderOrTheMailIsRefused
            message.SenderTest.aMessageThatCannotBeWrittenIsDeadAtOnceAndTheOthersGoOn
            message.mail.MailFuzzTest.aLetterHasOurHeadersAndNoOther
        mail content
            message.SenderTest.aMailCarriesTheHeadersThatNameItAndKeepAutomatsQuiet
        bounce mailbox
            bounce.BounceReaderTest.brokenAndHostileMailsAreReadWithoutErrorAndInTime
            bounce.BounceFuzzTest.aMailThatComesBackIsReadOrIsNothing
        carriers' answers
            carrier.HostileReplyTest.entitiesAreRefusedBeforeTheyGrowOrReadAFile
            carrier.HostileReplyTest.aBombOfAGigabyteIsNotUnpacked
            carrier.HostileReplyTest.jsonThatIsDeepLongOrDoubledIsNoAnswer
            carrier.FaultMatrixTest.aRedirectIsNotFollowed
            carrier.FaultMatrixTest.anAnswerAboutAnotherParcelIsNeverGivenToThisOne
            carrier.CarrierFuzzTest.aReplyIsAnOutcomeForEachNumberAsked
            carrier.CarrierFuzzTest.whatTheHeadersSayIsBelievedWithinBounds
        imports
            intake.AnyBytesTest.whateverAFileHoldsTheAnswerIsAReportThatAddsUp
            intake.ImportFuzzTest.aFileIsRowsAndProblemsOrIsRefused
            page.AttackerTest.photosAreKeptWithoutWhatIsHiddenInThemAndOthersAreExplained
            page.PhotosTest.brokenPhotosDoNotStopTheService
            page.PhotosFuzzTest.aFileBecomesAPhotoWithoutWhatWasHiddenOrIsNotTaken
        exports
            console.ParcelListTest.theExportIsWholeSaysWhatItIsAndNoCellIsAFormula
        refunds and exchanges
            aftersales.RefundProcessTest.nobodyIsPaidTwiceForOneParcel
            page.ActsTest.aFormSentTwiceCountsOnceAndGivesTheSameAnswer
            console.api.ApiTest.aRefundIsToldOnceAndNotChangedAfterwards
        secrets
            app.SecretsTest.noSecretIsSeenWhereverItIsLookedFor
            carrier.RepliesTest.whatTheOutcomeSaysHoldsNoCredentialNorItsBeginningWhereItIsCut
            config.YamlSectionTest.secretsComeFromTheEnvironmentOrAFileAndNeverShow
            config.YamlSectionTest.aSecretInAFileThatEverybodyMayReadIsWarnedAbout
        record of acts
            console.AuditTest.whatCannotBeRecordedIsNotDoneAndWhatIsDoneIsRecorded
            console.AccessTest.whatPeopleDoIsWrittenDown
            store.DatabaseTest.whatIsDoneTogetherIsKeptOrTakenBackTogether
        logs
            health.LogLinesTest
            store.DatabaseTest.aFailedStatementDoesNotQuoteACustomer
        privacy
            privacy.ErasureTest.nothingOfAnErasedPersonIsLeftInAnyTableOrPageAndNothingOfAnotherIsTouched
            privacy.RetentionTest.eachClassEndsADayAfterItsTimeAndNotADayBefore
            privacy.RegisterTest.everyColumnOfTextOrBytesIsInTheRegisterAndNothingElse
        updates
            store.BackupTest.tablesOfANewerProgramAreRefusedByDatabaseAndBackup
        """);

    static Stream<String> rows() {
        return HELD_BY.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void eachThreatIsHeldOffByTestsThatAreThere(String threat) {
        List<String> tests = HELD_BY.getOrDefault(threat, List.of());
        assertThat(tests).isNotEmpty().allSatisfy(ThreatTest::assertRuns);
    }

    private static void assertRuns(String test) throws ClassNotFoundException {
        int dot = test.lastIndexOf('.');
        boolean whole = Character.isUpperCase(test.charAt(dot + 1));
        Class<?> type = Class.forName("prevenance." + (whole ? test : test.substring(0, dot)));
        assertThat(type.isAnnotationPresent(Disabled.class)).as(test).isFalse();
        List<Method> methods = Arrays.stream(type.getDeclaredMethods())
                .filter(method -> whole || method.getName().equals(test.substring(dot + 1)))
                .filter(method -> Stream.of(Test.class, ParameterizedTest.class, FuzzTest.class, TestFactory.class)
                        .anyMatch(method::isAnnotationPresent))
                .filter(method -> !method.isAnnotationPresent(Disabled.class))
                .toList();
        assertThat(methods).as(test).isNotEmpty();
    }

    private static Map<String, List<String>> table(String text) {
        Map<String, List<String>> table = new TreeMap<>();
        List<String> lines = text.lines().toList();
        String row = "";
        for (String line : lines) {
            if (!line.startsWith(" ")) {
                row = line;
                table.put(row, new java.util.ArrayList<>());
            } else {
                table.computeIfAbsent(row, _ -> new java.util.ArrayList<>()).add(line.strip());
            }
        }
        return table;
    }
}
