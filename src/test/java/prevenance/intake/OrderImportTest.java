package prevenance.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static prevenance.intake.ShopDesk.HEADER;
import static prevenance.intake.ShopDesk.NOW;
import static prevenance.intake.ShopDesk.ROW;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class OrderImportTest {
    @TempDir
    Path folder;

    private ShopDesk desk;

    @BeforeEach
    void open() {
        desk = new ShopDesk(folder);
    }

    @AfterEach
    void close() {
        desk.close();
    }

    private static final String PARCELS =
            "select o.number, p.carrier, p.tracking_number, p.leg, p.service, p.shipped_at, p.promise_date,"
                + " p.value_minor, p.currency, p.items, p.next_poll_at, p.assess_after, o.customer_name, o.email,"
                + " o.phone, o.locale, o.country, o.postcode from parcel p join customer_order o on o.id = p.order_id"
                + " order by p.id";

    @Test
    void aRowBecomesAnOrderAndAWatchedParcelDueAtOnce() {
        ImportReport report = desk.orders(HEADER + ROW);
        assertThat(counts(report)).isEqualTo("1 row, 1 new, 0 changed, 0 unchanged, 0 rejected");
        assertThat(report.problems()).isEmpty();
        assertThat(report.warnings()).isEmpty();
        assertThat(desk.rows(PARCELS))
                .containsExactly(
                        "A-1|laposte|6A00000000001|OUTBOUND|Colissimo|1795179900000|2026-11-24|12990|EUR|1 lamp|"
                                + NOW.toEpochMilli() + "|" + NOW.toEpochMilli()
                                + "|Camille Exemple|camille@example.org|+33 1 99 00 00 00|fr-FR|FR|75001");
    }

    @Test
    void theSameFileTwiceChangesNothingAndACorrectedRowUpdates() {
        String other = ROW.replace("6A00000000001", "6A00000000002");
        desk.orders(HEADER + ROW + other);
        assertThat(counts(desk.orders(HEADER + ROW + other)))
                .isEqualTo("2 rows, 0 new, 0 changed, 2 unchanged, 0 rejected");
        assertThat(counts(desk.orders(HEADER + ROW.replace("2026-11-24", "2026-11-26") + other)))
                .isEqualTo("2 rows, 0 new, 1 changed, 1 unchanged, 0 rejected");
        assertThat(counts(desk.orders(HEADER + ROW.replace("2026-11-24", "").replace("camille@", "c.exemple@"))))
                .isEqualTo("1 row, 0 new, 1 changed, 0 unchanged, 0 rejected");
        assertThat(desk.rows("select tracking_number, promise_date, email from parcel p join customer_order o"
                        + " on o.id = p.order_id order by p.id"))
                .containsExactly(
                        "6A00000000001|2026-11-26|c.exemple@example.org",
                        "6A00000000002|2026-11-24|c.exemple@example.org");
    }

    @Test
    void whenItWasOrderedIsKeptUntilAnotherDayIsSaid() {
        String header = "commande,transporteur,suivi,date de commande\n";
        desk.orders(header + "A-1,laposte,6A00000000001,2026-11-19 08:30\n");
        assertThat(desk.rows("select ordered_at from customer_order")).containsExactly("1795073400000");
        assertThat(desk.orders(header + "A-1,laposte,6A00000000001,\n").unchanged())
                .isEqualTo(1);
        desk.orders(header + "A-1,laposte,6A00000000001,2026-11-19 09:30\n");
        assertThat(desk.rows("select ordered_at from customer_order")).containsExactly("1795077000000");
    }

    @Test
    void linesOfOneFileThatContradictEachOtherAreSaidAndStillChangeNothingTheSecondTime() {
        String contradicting = ROW.replace("2026-11-24", "2026-11-25").replace("75001", "69001");
        ImportReport first = desk.orders(HEADER + ROW + contradicting);
        ImportReport second = desk.orders(HEADER + ROW + contradicting);
        assertThat(counts(first)).isEqualTo("2 rows, 1 new, 0 changed, 1 unchanged, 0 rejected");
        assertThat(counts(second)).isEqualTo("2 rows, 0 new, 0 changed, 2 unchanged, 0 rejected");
        assertThat(texts(second.warnings()))
                .containsExactly(
                        "line 3: postcode differs from line 2 of the same order, which holds"
                                + " -> correct one of the lines",
                        "line 3: says something else of the same parcel than line 2, which holds"
                                + " -> correct one of the lines");
    }

    @Test
    void frenchHeadersSemicolonsAndWindows1252AreFoundByThemselves() {
        ImportReport report = desk.orders(
                "N° de commande;Transporteur;Numéro de suivi;Expédié le;Livraison promise;Client;E-mail;Téléphone;"
                        + "Langue;Pays;Code postal;Mode de livraison;Montant total;Devise;Articles\r\n"
                        + "B-7;LA POSTE;6A 0000 0000 003;20/11/2026 14:05;24/11/2026;Zoé Émilie;zoe@example.org;"
                        + "01 99 00 00 00;français;Allemagne;10115;Colissimo;1 299,00 €;;\"1 lampe; 2 ampoules\"\r\n",
                Charset.forName("windows-1252"));
        assertThat(report.encoding()).isEqualTo("windows-1252");
        assertThat(report.separator()).isEqualTo(';');
        assertThat(texts(report.problems())).isEmpty();
        assertThat(texts(report.warnings())).isEmpty();
        assertThat(desk.rows(PARCELS))
                .containsExactly("B-7|laposte|6A00000000003|OUTBOUND|Colissimo|1795179900000|2026-11-24|129900|EUR|"
                        + "1 lampe; 2 ampoules|" + NOW.toEpochMilli() + "|" + NOW.toEpochMilli()
                        + "|Zoé Émilie|zoe@example.org|01 99 00 00 00|fr|DE|10115");
    }

    @Test
    void aTabFileWithAByteOrderMarkAndAValueOfSeveralLinesIsRead() {
        ImportReport report = desk.orders("\uFEFForder\ttracking_number\titems\tcustomer_name\n"
                + "C-1\t6A00000000001\t\"1 lamp,\nthe \"\"red\"\" one\"\tÉlodie\n"
                + "C-2\t6A00000000002\t\t\n");
        assertThat(report.encoding()).isEqualTo("UTF-8");
        assertThat(report.separator()).isEqualTo('\t');
        assertThat(desk.rows("select o.number, p.carrier, p.items, o.customer_name from parcel p join customer_order o"
                        + " on o.id = p.order_id order by p.id"))
                .containsExactly("C-1|laposte|1 lamp, the \"red\" one|Élodie", "C-2|laposte|null|null");
    }

    @Test
    void eachBadRowIsReportedWithLineColumnAndRemedyAndTheGoodOnesComeIn() {
        ImportReport report = desk.orders("order,carrier,tracking_number,shipped_at,promised_date,items\n"
                + "D-1,laposte,6A00000000001,13/25/2026,,\n"
                + "D-2,laposte,6A00000000002,03/04/2026,,\n"
                + ",laposte,6A00000000003,,,\n"
                + "D-4,la pste,6A00000000004,,,\n"
                + "D-5,,12345678,,,\n"
                + "D-6,,ZZZ,,,\n"
                + "D-7,laposte,6.1E+12,,,\n"
                + "D-8,laposte,,,31/02/2026,\n"
                + "D-9,laposte,6A00000000009,,,\"two\nlines\"\n"
                + "D-10,laposte,6A00000000010,,,\"open\n"
                + "D-11,laposte,6A00000000011,,,\n"
                + "D-12,laposte,6A00000000012,,,a,b\n"
                + "D-13,laposte,6A0000000");
        assertThat(texts(report.problems()))
                .containsExactly(
                        "line 2, shipped_at '13/25/2026': has no month 25; days stand before months, years before both"
                                + " -> write 2026-11-20, 2026-11-20T14:05+01:00 or 20/11/2026 14:05",
                        "line 4, order: is empty -> fill it in",
                        "line 5, carrier 'la pste': is no known carrier -> did you mean 'laposte'?",
                        "line 6, carrier: is empty, and the number may be one of Mondial Relay, UPS -> name the"
                                + " carrier",
                        "line 7, carrier: is empty, and no carrier's numbers look like this one -> name the carrier",
                        "line 8, tracking_number '6.1E+12': was rounded by a spreadsheet"
                                + " -> format the column as text and export it again",
                        "line 9, tracking_number: is empty -> fill it in",
                        "line 9, promised_date '31/02/2026': is a day or time that does not exist"
                                + " -> write 2026-11-20, 2026-11-20T14:05+01:00 or 20/11/2026 14:05",
                        "line 12: a quote is opened here and not closed properly"
                                + " -> put quotes around the whole value and double those within it",
                        "line 14: has 7 values for 6 columns -> put a value that holds the separator into quotes",
                        "line 15: the file ends within this line -> copy the whole file again");
        assertThat(counts(report)).isEqualTo("13 rows, 3 new, 0 changed, 0 unchanged, 10 rejected");
        assertThat(desk.rows("select o.number, p.shipped_at / 1000 from parcel p"
                        + " join customer_order o on o.id = p.order_id order by p.id"))
                .containsExactly(
                        "D-2|" + Instant.parse("2026-04-02T22:00:00Z").getEpochSecond(), "D-9|null", "D-11|null");
    }

    @Test
    void aBadContactOrValueIsSaidWithoutShowingItAndTheParcelComesInAllTheSame() {
        ImportReport report = desk.orders("order,carrier,tracking_number,email,phone,locale,country,value,currency\n"
                + "E-1,ups,6A00000000001,camille.exemple@example,none,xx,Frnce,\"1,299\",EUR\n"
                + "E-2,laposte,6A00000000002,Camille Exemple 12 rue X,,,,5,EUX\n");
        assertThat(texts(report.problems())).isEmpty();
        assertThat(texts(report.warnings()))
                .containsExactly(
                        "line 2, tracking_number '6A00000000001': does not look like a number of UPS"
                                + " -> check it; it looks like La Poste",
                        "line 2, locale 'xx': is no language; the row comes in without it"
                                + " -> write a language tag such as fr, fr-FR or en",
                        "line 2, email 'c…@example': has no mail domain after the @; the row comes in without it"
                                + " -> write one address, such as camille@example.org",
                        "line 2, phone '…': is no phone number; the row comes in without it"
                                + " -> write digits, best with the country: +33 1 99 00 00 00",
                        "line 2, country 'Frnce': is no country; the row comes in without it"
                                + " -> did you mean FR? Write the two-letter code",
                        "line 2, value '1,299': may mean thousands or decimals; the row comes in without it"
                                + " -> write 1299.00 or 1299,00",
                        "line 3, email '… X': is no mail address; the row comes in without it"
                                + " -> write one address, such as camille@example.org",
                        "line 3, currency 'EUX': is no currency; the row comes in without it"
                                + " -> did you mean EUR? Write the ISO 4217 code, such as EUR");
        assertThat(desk.rows("select o.number, o.email, o.phone, o.locale, o.country, p.value_minor from parcel p"
                        + " join customer_order o on o.id = p.order_id order by p.id"))
                .containsExactly("E-1|null|null|fr-FR|FR|null", "E-2|null|null|fr-FR|FR|null");
    }

    @Test
    void anUnknownColumnIsNamedAndAFileWithoutANecessaryOneIsRefused() {
        ImportReport odd = desk.orders("order,tracking_number,emial,colour\nF-1,6A00000000001,,\n");
        assertThat(texts(odd.warnings()))
                .containsExactly(
                        "line 1 'emial': is no known column and is not read -> did you mean 'email'?",
                        "line 1 'colour': is no known column and is not read -> remove it if it is not needed");
        ImportReport refused = desk.orders("order,carrier\nF-2,laposte\n");
        assertThat(refused.toText()).isEqualTo("""
            file.csv: refused, nothing came in
              line 1: the header lacks tracking_number; it has order, carrier -> begin the file with a header \
            line such as order,carrier,tracking_number,shipped_at,promised_date,customer_name,email,phone,\
            locale,country,postcode,service,value,currency,items,ordered_at,shop,promised_from,promised_until,\
            origin_country,origin_postcode,replaces
            """);
        assertThat(desk.rows("select number from customer_order")).containsExactly("F-1");
    }

    @Test
    void aPromiseMayBeAWindowAndAParcelMayStartElsewhere() {
        String header =
                "commande,transporteur,suivi,promis le,créneau de,créneau à,pays de départ,code postal de départ\n";
        String columns = "select promise_date, promise_from_time, promise_until_time, origin_country, origin_postcode"
                + " from parcel";
        assertThat(desk.orders(header + "A-1,laposte,6A00000000001,24/11/2026,18h,20h30,Allemagne,10115\n")
                        .warnings())
                .isEmpty();
        assertThat(desk.rows(columns)).containsExactly("2026-11-24|18:00|20:30|DE|10115");
        assertThat(desk.orders(header + "A-1,laposte,6A00000000001,24/11/2026,,,,\n")
                        .unchanged())
                .isEqualTo(1);
        // Another day has its own window, or none; another country its own postcode.
        desk.orders(header + "A-1,laposte,6A00000000001,25/11/2026,,,BE,\n");
        assertThat(desk.rows(columns)).containsExactly("2026-11-25|null|null|BE|null");
        ImportReport wrong = desk.orders(header + "A-2,laposte,6A00000000002,24/11/2026,20:00,18:00,,\n"
                + "A-3,laposte,6A00000000003,24/11/2026,soon,,,\nA-4,laposte,6A00000000004,,,18:00,,\n");
        assertThat(texts(wrong.problems()))
                .containsExactly(
                        "line 2, promised_until '18:00': is not later than promised_from -> correct one of them",
                        "line 3, promised_from 'soon': is no time of day -> write a time of day such as 18:30, on the"
                                + " destination's clock");
        assertThat(texts(wrong.warnings()))
                .containsExactly(
                        "line 4, promised_until '18:00': is a time without a promised day, and counts only once"
                                + " one is known -> fill in promised_date");
    }

    @Test
    void aRowMaySayWhichNumberItReplacesAndTheFormerOneIsAskedAboutNoMore() {
        String header = "order,carrier,tracking_number,replaces\n";
        String columns =
                "select p.tracking_number, n.tracking_number, case when p.next_poll_at is null then 1 else 0 end"
                        + " from parcel p"
                        + " left join parcel n on n.id = p.replaced_by order by p.id";
        String file = header + "A-1,ups,1Z999AA10123456784,6A 0000 0000 001\nA-1,laposte,6A00000000001,\n";
        // The former number may stand in the same file, and after its successor.
        assertThat(desk.orders(file).warnings()).isEmpty();
        assertThat(desk.rows(columns))
                .containsExactly("1Z999AA10123456784|null|0", "6A00000000001|1Z999AA10123456784|1");
        assertThat(counts(desk.orders(file))).isEqualTo("2 rows, 0 new, 0 changed, 2 unchanged, 0 rejected");
        assertThat(desk.rows("select actor, action, subject, detail from audit_entry"))
                .containsExactly("prevenance|parcel.replaced|parcel:2|parcel:1");
        ImportReport odd = desk.orders(header + "A-1,laposte,6A00000000003,6A00000000001\n"
                + "A-1,laposte,6A00000000004,6A00000000009\nA-1,laposte,6A00000000001,1Z999AA10123456784\n"
                + "A-1,laposte,6A00000000005,6A00000000005\nA-2,laposte,6A00000000006,6A00000000001\n");
        assertThat(texts(odd.warnings()))
                .containsExactly(
                        "line 2, replaces '6A00000000001': was replaced by another number -> look at the order, and"
                                + " correct the row",
                        "line 3, replaces '6A00000000009': is no number of this order -> import the former number"
                                + " first, or correct it",
                        "line 4, replaces '1Z999AA10123456784': was replaced by another number -> look at the order,"
                                + " and correct the row",
                        "line 6, replaces '6A00000000001': is no number of this order -> import the former number"
                                + " first, or correct it");
        assertThat(texts(odd.problems()))
                .containsExactly(
                        "line 5, replaces '6A00000000005': is the parcel's own number -> write the former number,"
                                + " or nothing");
    }

    @Test
    void anOrderNamesTheShopThatSoldItAndAnUnknownOneIsRejected(@TempDir Path elsewhere) {
        assertThat(desk.orders("order,tracking_number,boutique\nG-1,6A00000000001,Ma Boutique\n")
                        .warnings())
                .isEmpty();
        assertThat(desk.rows("select number, shop from customer_order")).containsExactly("G-1|null");
        ShopDefaults several = new ShopDefaults(
                ZoneId.of("Europe/Paris"), "FR", Locale.FRANCE, "EUR", Set.of("maison-lin", "atelier-pro"));
        try (ShopDesk shops = new ShopDesk(elsewhere, IntakeSettings.defaults(), several)) {
            ImportReport report = shops.orders("""
                order,tracking_number,shop
                H-1,6A00000000001,Maison-Lin
                H-2,6A00000000002,maison-lain
                H-3,6A00000000003,
                """);
            assertThat(texts(report.problems()))
                    .containsExactly("line 3, shop 'maison-lain': is no shop of this installation"
                            + " -> write one of atelier-pro, maison-lin");
            assertThat(shops.rows("select number, shop from customer_order order by number"))
                    .containsExactly("H-1|maison-lin", "H-3|null");
        }
    }

    @Test
    void whatIsNoCsvIsRefusedByItsName() {
        byte[] zip = {'P', 'K', 3, 4, 0, 0};
        assertThat(desk.read(ImportKind.ORDERS, zip, NOW).toText())
                .contains("is an Excel or ZIP file -> export it as CSV in UTF-8");
        byte[] wide = "order,tracking_number\n".getBytes(StandardCharsets.UTF_16);
        assertThat(desk.read(ImportKind.ORDERS, wide, NOW).toText()).contains("is in UTF-16");
        assertThat(desk.orders("").toText()).contains("the file has no header line");
    }

    @Test
    void aQuoteThatNobodyClosesCostsItsOwnLineOnly() {
        StringBuilder text = new StringBuilder("order,tracking_number,items\nG-0,6A00000000000,\"open\n");
        for (int i = 1; i <= 3000; i++) {
            text.append("G-%d,6A%011d,x\n".formatted(i, i));
        }
        ImportReport report = desk.orders(text.toString());
        assertThat(counts(report)).isEqualTo("3001 rows, 3000 new, 0 changed, 0 unchanged, 1 rejected");
        assertThat(report.problems().getFirst().line()).isEqualTo(2);
    }

    @Test
    void aLineTooLongForAnyRowCostsItsOwnLineOnly() {
        ImportReport report = desk.orders(
                "order,tracking_number,items\nH-1,6A00000000001," + "x".repeat(300_000) + "\nH-2,6A00000000002,\n");
        assertThat(texts(report.problems()))
                .containsExactly("line 2: the line is longer than 65536 characters -> split it");
        assertThat(report.added()).isEqualTo(1);
    }

    @Test
    void firstPollsAreSpreadSoThatAWholeFileDoesNotFallDueAtOnce() {
        desk.orders("order,tracking_number\nI-1,6A00000000001\nI-2,6A00000000002\nI-3,6A00000000003\n");
        assertThat(desk.rows("select next_poll_at - " + NOW.toEpochMilli() + " from parcel order by id"))
                .containsExactly("0", "5", "10");
    }

    @Test
    void aStreamIsReadLikeAFileAndTheReportIsReadyForJson() throws IOException {
        byte[] bytes = "order,tracking_number\nJ-1,6A00000000001\nJ-2,\n".getBytes(StandardCharsets.UTF_8);
        Path temporary;
        ImportReport report;
        try (ImportSource source = ImportSource.stream(new ByteArrayInputStream(bytes), "standard input", 1000)) {
            temporary = source.path();
            report = desk.orders.read(source, NOW, ImportProgress.NONE);
        }
        assertThat(temporary).doesNotExist();
        assertThat(JsonMapper.shared().writeValueAsString(report.toJson()))
                .isEqualTo("{\"kind\":\"orders\",\"file\":\"standard input\",\"refused\":null,"
                        + "\"encoding\":\"UTF-8\",\"separator\":\",\",\"rows\":2,\"new\":1,\"changed\":0,"
                        + "\"unchanged\":0,\"rejected\":1,\"messages\":0,\"problems\":[{\"line\":3,"
                        + "\"column\":\"tracking_number\",\"value\":null,\"message\":\"is empty\","
                        + "\"remedy\":\"fill it in\"}],\"problemsOmitted\":0,\"warnings\":[],"
                        + "\"warningsOmitted\":0,\"knownBefore\":false}");
    }

    static String counts(ImportReport report) {
        return report.rows() + (report.rows() == 1 ? " row, " : " rows, ") + report.added() + " new, "
                + report.changed() + " changed, " + report.unchanged() + " unchanged, " + report.rejected()
                + " rejected";
    }

    static List<String> texts(List<RowProblem> problems) {
        return problems.stream().map(RowProblem::toString).toList();
    }
}
