//! The words of agreements in each language.

/// What an agreement says around its facts; names in braces are filled in.
pub(super) struct Texts {
    pub(super) title: &'static str,
    pub(super) project: &'static str,
    pub(super) lead: &'static str,
    pub(super) authority: &'static str,
    pub(super) call: &'static str,
    pub(super) replaces: &'static str,
    pub(super) purpose: &'static str,
    pub(super) granted: &'static str,
    pub(super) award: &'static str,
    pub(super) rate: &'static str,
    pub(super) use_period: &'static str,
    pub(super) parties: &'static str,
    pub(super) shares: &'static str,
    pub(super) municipality: &'static str,
    pub(super) costs: &'static str,
    pub(super) share: &'static str,
    pub(super) own: &'static str,
    pub(super) paid_on_accepted: &'static str,
    pub(super) passing_on: &'static str,
    pub(super) passed_on: &'static str,
    pub(super) accounting: &'static str,
    pub(super) separate_books: &'static str,
    pub(super) procurement: &'static str,
    pub(super) purchases: &'static str,
    pub(super) supervision: &'static str,
    pub(super) supervised: &'static str,
    pub(super) repayment: &'static str,
    pub(super) repaid: &'static str,
    pub(super) other: &'static str,
    pub(super) force: &'static str,
    pub(super) in_force: &'static str,
}

pub(super) const FI: Texts = Texts {
    title: "Sopimus valtionavustuksen käytöstä",
    project: "Hanke",
    lead: "Vastuukunta",
    authority: "Avustuksen myöntäjä",
    call: "Haku",
    replaces: "Tämä sopimus tulee sopimuksen {number} sijaan.",
    purpose: "Sopimuksen tarkoitus",
    granted: "{authority} on myöntänyt valtionavustuksen hankkeeseen {project}. Avustuksen saaja on {lead}, joka käyttää \
        osan siitä itse ja siirtää muille sopijapuolille niiden osuudet. Tällä sopimuksella sovitaan avustuksen käytöstä ja \
        sen valvonnasta (valtionavustuslaki 688/2001, 7 § 3 mom.). Jokainen sopijapuoli noudattaa avustuspäätöstä ehtoineen.",
    award: "Myönnetty avustus enintään",
    rate: "Osuus hyväksyttävistä kustannuksista enintään",
    use_period: "Käyttöaika",
    parties: "Sopijapuolet ja niiden osuudet",
    shares: "Kustannusarvio ja avustus kunnittain",
    municipality: "Kunta",
    costs: "Kustannukset",
    share: "Avustusta enintään",
    own: "Omarahoitus",
    paid_on_accepted: "Avustusta maksetaan hyväksyttyihin, maksettuihin kustannuksiin. Kukin kunta vastaa omarahoituksestaan ja \
        kustannuksista, joita ei hyväksytä.",
    passing_on: "Avustuksen siirtäminen",
    passed_on: "{lead} hakee avustuksen maksatusta kaikkien sopijapuolten puolesta ja siirtää kullekin sen osuuden {days} \
        päivän kuluessa siitä, kun avustus on maksettu. Kukin sopijapuoli antaa kustannusselvityksensä kirjanpidostaan \
        avustuspäätöksen aikataulussa.",
    accounting: "Kirjanpito",
    separate_books: "Kukin sopijapuoli pitää hankkeen kustannukset kirjanpidossaan erillään niin, että jokainen kustannus on \
        todennettavissa tositteesta.",
    procurement: "Hankinnat",
    purchases: "Kukin sopijapuoli noudattaa hankinnoissaan julkisista hankinnoista annettua lakia ja avustuspäätöksen ehtoja.",
    supervision: "Valvonta, tiedot ja säilyttäminen",
    supervised: "Kukin sopijapuoli antaa vastuukunnalle ja avustuksen myöntäjälle ({authority}) oikeat ja riittävät tiedot, \
        sallii tarkastukset omassa toiminnassaan (valtionavustuslaki 15–18 §) ja säilyttää hankkeen aineiston {years} vuotta \
        lopullisesta päätöksestä.",
    repayment: "Palauttaminen ja vastuu",
    repaid: "{lead} vastaa avustuksesta avustuksen myöntäjälle. Sopijapuoli palauttaa vastuukunnalle viipymättä sen, mitä se \
        on saanut liikaa tai perusteettomasti, ja sen osuuden korosta, joka vastuukunnalta tästä syystä peritään.",
    other: "Muut ehdot",
    force: "Voimaantulo",
    in_force: "Sopimus tulee voimaan, kun jokainen sopijapuoli on allekirjoittanut sen, ja avustusta siirretään vasta sen \
        jälkeen. Se on voimassa, kunnes avustuksesta on tehty lopullinen päätös ja kaikki siitä johtuvat velvoitteet on \
        täytetty. Sopimusta muutetaan uudella sopimuksella, jonka kaikki allekirjoittavat.",
};

pub(super) const SV: Texts = Texts {
    title: "Avtal om användning av statsunderstöd",
    project: "Projekt",
    lead: "Ansvarig kommun",
    authority: "Beviljare av understödet",
    call: "Utlysning",
    replaces: "Detta avtal ersätter avtal {number}.",
    purpose: "Avtalets syfte",
    granted: "{authority} har beviljat statsunderstöd för projektet {project}. Mottagare av understödet är {lead}, som använder \
        en del av det själv och överför de övriga parternas andelar till dem. Genom detta avtal kommer parterna överens om hur \
        understödet används och övervakas (statsunderstödslagen 688/2001, 7 § 3 mom.). Varje part följer understödsbeslutet med \
        dess villkor.",
    award: "Beviljat understöd högst",
    rate: "Andel av godtagbara kostnader högst",
    use_period: "Användningstid",
    parties: "Parterna och deras andelar",
    shares: "Kostnadsberäkning och understöd per kommun",
    municipality: "Kommun",
    costs: "Kostnader",
    share: "Understöd högst",
    own: "Egen finansiering",
    paid_on_accepted: "Understöd betalas för godkända, betalda kostnader. Varje kommun svarar för sin egen finansiering och för \
        kostnader som inte godkänns.",
    passing_on: "Överföring av understödet",
    passed_on: "{lead} ansöker om utbetalning för alla parter och överför varje parts andel till den inom {days} dagar från det \
        att understödet betalats. Varje part lämnar sin kostnadsredovisning ur sin bokföring enligt tidtabellen i \
        understödsbeslutet.",
    accounting: "Bokföring",
    separate_books: "Varje part håller projektets kostnader åtskilda i sin bokföring så att varje kostnad kan verifieras.",
    procurement: "Upphandling",
    purchases: "Varje part följer vid sina anskaffningar lagen om offentlig upphandling och villkoren i understödsbeslutet.",
    supervision: "Övervakning, uppgifter och bevarande",
    supervised: "Varje part ger den ansvariga kommunen och beviljaren ({authority}) riktiga och tillräckliga uppgifter, tillåter \
        granskning av sin verksamhet (statsunderstödslagen 15–18 §) och bevarar projektets material i {years} år efter det \
        slutliga beslutet.",
    repayment: "Återbetalning och ansvar",
    repaid: "{lead} svarar för understödet gentemot beviljaren. En part återbetalar utan dröjsmål till den ansvariga kommunen det \
        som den fått för mycket eller utan grund samt sin del av den ränta som av detta skäl återkrävs av den ansvariga kommunen.",
    other: "Övriga villkor",
    force: "Ikraftträdande",
    in_force: "Avtalet träder i kraft när varje part har undertecknat det, och understöd överförs först därefter. Det gäller tills \
        ett slutligt beslut om understödet har fattats och alla skyldigheter som följer av det har fullgjorts. Avtalet ändras \
        genom ett nytt avtal som alla undertecknar.",
};

pub(super) const EN: Texts = Texts {
    title: "Agreement on the use of a government grant",
    project: "Project",
    lead: "Lead municipality",
    authority: "Granting authority",
    call: "Call",
    replaces: "This agreement comes in the place of agreement {number}.",
    purpose: "Purpose of the agreement",
    granted: "{authority} has awarded a government grant to the project {project}. The recipient is {lead}, which uses a part of it \
        itself and passes their shares on to the other parties. By this agreement the parties agree on how the grant is used and \
        supervised (act 688/2001, section 7, subsection 3). Every party follows the decision with its conditions.",
    award: "Granted at most",
    rate: "Share of the accepted costs at most",
    use_period: "Use period",
    parties: "The parties and their shares",
    shares: "Budget and grant per municipality",
    municipality: "Municipality",
    costs: "Costs",
    share: "Grant at most",
    own: "Own funding",
    paid_on_accepted: "The grant is paid for accepted, paid costs. Each municipality bears its own funding and the costs that are \
        not accepted.",
    passing_on: "Passing the grant on",
    passed_on: "{lead} claims the grant for all parties and passes to each its share within {days} days after the grant is paid. \
        Each party gives its cost reports from its books by the schedule of the decision.",
    accounting: "Accounting",
    separate_books: "Each party keeps the costs of the project apart in its books, so that every cost can be shown by a voucher.",
    procurement: "Procurement",
    purchases: "Each party follows the act on public procurement and the conditions of the decision in its purchases.",
    supervision: "Supervision, information and records",
    supervised: "Each party gives the lead municipality and the granting authority ({authority}) correct and sufficient \
        information, allows audits of its activities (act 688/2001, sections 15–18) and keeps the records of the project for \
        {years} years after the final decision.",
    repayment: "Repayment and liability",
    repaid: "{lead} answers for the grant to the granting authority. A party returns to the lead municipality without delay what it \
        received in excess or without grounds, and its part of the interest that is for this reason recovered from the lead \
        municipality.",
    other: "Other terms",
    force: "Entry into force",
    in_force: "The agreement comes into force when every party has signed it, and the grant is passed on only after that. It holds \
        until a final decision on the grant has been made and every duty that follows from it is met. It is changed by a new \
        agreement that all sign.",
};
