package prevenance.doctor;

/// What is looked at, in the order in which it is told.
public enum Topic {
    CONFIGURATION,
    DATABASE,
    BACKUP,
    WORK,
    CARRIERS,
    MAIL,
    DOMAIN,
    CLOCK,
    DISK,
    FILES,
    MACHINE
}
