package prevenance.demo;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;

/// The shop's customers and goods. Every name, address and number is invented; mail goes to example domains and the
/// French numbers are of the range kept for fiction.
final class Cast {
    private static final List<String> FIRST = List.of(
            "Camille",
            "Nadia",
            "Théo",
            "Inès",
            "Hugo",
            "Maëlle",
            "Lucas",
            "Aïcha",
            "Baptiste",
            "Chloé",
            "Émile",
            "Fatou",
            "Gabriel",
            "Hélène",
            "Ismaël",
            "Jade",
            "Karim",
            "Léonie",
            "Mathis",
            "Noémie",
            "Oscar",
            "Pauline",
            "Quentin",
            "Rosalie",
            "Sacha",
            "Thaïs",
            "Ulysse",
            "Valentine",
            "Wassim",
            "Yaëlle",
            "Zoé",
            "Anouk");
    private static final List<String> LAST = List.of(
            "Exemple",
            "Fictif",
            "Delacasse",
            "Brindille",
            "Montfleuri",
            "Vaugrenard",
            "Tourterelle",
            "Lagarenne",
            "Boisclair",
            "Petitpré",
            "Grandcoing",
            "Rivesalt",
            "Clairvent",
            "Malandrin",
            "Hautecombe",
            "Jolifeu",
            "Sablonneau",
            "Verdelet",
            "Courtaud",
            "Pimprenelle",
            "Aubrac",
            "Lenormand",
            "Quincampois",
            "Fontvieille");
    private static final List<String> FIRST_ENGLISH =
            List.of("Alice", "Harry", "Imogen", "Jonas", "Klara", "Lotte", "Marta", "Nils", "Olivia", "Pablo", "Rosa");
    private static final List<String> LAST_ENGLISH =
            List.of("Sample", "Placeholder", "Mustermann", "Fictional", "Ejemplo", "Voorbeeld", "Inkwell", "Thistle");
    private static final List<Place> FRANCE = List.of(
            place("PARIS", "75011"),
            place("NANTES", "44000"),
            place("RENNES", "35000"),
            place("LILLE", "59000"),
            place("BORDEAUX", "33000"),
            place("TOULOUSE", "31000"),
            place("MARSEILLE", "13006"),
            place("STRASBOURG", "67000"),
            place("GRENOBLE", "38000"),
            place("DIJON", "21000"),
            place("BREST", "29200"),
            place("CAEN", "14000"),
            place("ANGERS", "49000"),
            place("LIMOGES", "87000"),
            place("NANCY", "54000"),
            place("PAU", "64000"),
            place("ANNECY", "74000"),
            place("AMIENS", "80000"),
            place("PERPIGNAN", "66000"),
            place("ROUEN", "76000"),
            place("TOURS", "37000"),
            place("CLERMONT FERRAND", "63000"));
    private static final List<Place> NEIGHBOURS = List.of(
            new Place("BRUXELLES", "1000", "BE"),
            new Place("LIEGE", "4000", "BE"),
            new Place("BERLIN", "10437", "DE"),
            new Place("KOELN", "50667", "DE"),
            new Place("MADRID", "28004", "ES"),
            new Place("VALENCIA", "46001", "ES"));
    private static final List<Place> BRITAIN = List.of(
            new Place("LONDON", "N1 9GU", "GB"),
            new Place("LEEDS", "LS1 4AP", "GB"),
            new Place("BRISTOL", "BS1 5TR", "GB"));
    private static final List<String> GOODS = List.of(
            "Théière en grès",
            "Coffret de six thés",
            "Bols à matcha (2)",
            "Plaid en laine",
            "Lampe de chevet",
            "Carafe soufflée",
            "Bougies (3)",
            "Tasses à café (4)",
            "Moulin à poivre",
            "Nappe en lin",
            "Boîte à thé");

    private Cast() {}

    /// Somebody in France, or in a neighbouring country, or (for a customs story) in Great Britain.
    static Customer customer(int number, boolean abroad, boolean overBorderWithCustoms, Chance chance) {
        Place home = overBorderWithCustoms
                ? chance.oneOf(BRITAIN)
                : abroad ? chance.oneOf(NEIGHBOURS) : chance.oneOf(FRANCE);
        boolean french = home.country().equals("FR") || home.country().equals("BE");
        String first = chance.oneOf(french ? FIRST : FIRST_ENGLISH);
        String last = chance.oneOf(french ? LAST : LAST_ENGLISH);
        String domain = chance.below(2) == 0 ? "example.org" : "example.com";
        String address = fold(first) + "." + fold(last) + number + "@" + domain;
        String phone = "+33 1 99 00 %02d %02d".formatted(number / 100 % 100, number % 100);
        return new Customer(first + " " + last, address, phone, french ? Locale.FRENCH : Locale.ENGLISH, home);
    }

    static String goods(Chance chance) {
        return chance.oneOf(GOODS);
    }

    private static Place place(String town, String postcode) {
        return new Place(town, postcode, "FR");
    }

    private static String fold(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT);
    }
}
