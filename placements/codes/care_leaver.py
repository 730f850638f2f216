"""Young people who have left care: contact, activity, and accommodation (the OC3 file)."""

from __future__ import annotations

from placements.codes.code import Code


class InTouch(Code, column="IN_TOUCH"):
    """Whether the council is in touch with the young person."""

    YES = "YES", "in touch"
    NO = "NO", "not in touch"
    DIED = "DIED", "died after leaving care"
    REFU = "REFU", "refused contact"
    NREQ = "NREQ", "no longer needs services"
    RHOM = "RHOM", "returned home"


class Activity(Code, column="ACTIV"):
    """Main activity; the figure 0 stands where it is not known (rule 132)."""

    F1 = "F1", "full time in higher education"
    P1 = "P1", "part time in higher education"
    F2 = "F2", "full time in other education"
    P2 = "P2", "part time in other education"
    F4 = "F4", "full time in an apprenticeship"
    P4 = "P4", "part time in an apprenticeship"
    F5 = "F5", "full time in work or training"
    P5 = "P5", "part time in work or training"
    G4 = "G4", "not in education, work or training: illness or disability"
    G5 = "G5", "not in education, work or training: other circumstances"
    G6 = "G6", "not in education, work or training: pregnancy or parenting"
    NOT_KNOWN = "0", "not known"


class Accommodation(Code, column="ACCOM"):
    """Accommodation: a letter, then 1 suitable or 2 unsuitable; 0 stands where it is not known (rule 133).

    Homelessness and custody are never suitable, so S1 and X1 do not exist.
    """

    B1 = "B1", "with parents or family, suitable"
    B2 = "B2", "with parents or family, unsuitable"
    C1 = "C1", "residential provision, suitable"
    C2 = "C2", "residential provision, unsuitable"
    D1 = "D1", "semi-independent accommodation, suitable"
    D2 = "D2", "semi-independent accommodation, unsuitable"
    E1 = "E1", "supported lodgings, suitable"
    E2 = "E2", "supported lodgings, unsuitable"
    G1 = "G1", "gone abroad, suitable"
    G2 = "G2", "gone abroad, unsuitable"
    H1 = "H1", "deported, suitable"
    H2 = "H2", "deported, unsuitable"
    K1 = "K1", "ordinary lodgings, suitable"
    K2 = "K2", "ordinary lodgings, unsuitable"
    R1 = "R1", "residence not known, suitable"
    R2 = "R2", "residence not known, unsuitable"
    S2 = "S2", "no fixed abode or homeless"
    T1 = "T1", "foyer, suitable"
    T2 = "T2", "foyer, unsuitable"
    U1 = "U1", "independent living, suitable"
    U2 = "U2", "independent living, unsuitable"
    V1 = "V1", "emergency accommodation, suitable"
    V2 = "V2", "emergency accommodation, unsuitable"
    W1 = "W1", "bed and breakfast, suitable"
    W2 = "W2", "bed and breakfast, unsuitable"
    X2 = "X2", "in custody"
    Y1 = "Y1", "other accommodation, suitable"
    Y2 = "Y2", "other accommodation, unsuitable"
    Z1 = "Z1", "with a former foster carer, suitable"
    Z2 = "Z2", "with a former foster carer, unsuitable"
    NOT_KNOWN = "0", "not known"

    @property
    def suitable(self) -> bool | None:
        """Whether the accommodation is suitable; None where it is not known."""
        return None if self is Accommodation.NOT_KNOWN else self.value.endswith("1")
