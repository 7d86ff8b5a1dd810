package prevenance.fault;

/// What a carrier says of a parcel in these tests, and the mail that its customer must get for it.
enum Word {
    TAKEN("PC1", "transit/PU", "Pris en charge", "shipped"),
    MISSED("ND1", "failure/NH", "Le destinataire était absent", "attempt-failed"),
    BACK("RE1", "failure/RT", "Retour à l'expéditeur", "returning"),
    ARRIVED("DI1", "delivered/OK", "Distribué", "delivered");

    private final String laPoste;
    private final String dhl;
    private final String label;
    private final String mail;

    Word(String laPoste, String dhl, String label, String mail) {
        this.laPoste = laPoste;
        this.dhl = dhl;
        this.label = label;
        this.mail = mail;
    }

    String code(CarrierFormat carrier) {
        return switch (carrier) {
            case LA_POSTE -> laPoste;
            case DHL -> dhl;
        };
    }

    String label() {
        return label;
    }

    /// The kind of the mail, as its notification names it.
    String mail() {
        return mail;
    }
}
