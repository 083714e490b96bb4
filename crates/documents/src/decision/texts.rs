//! The words of decision letters in each language.

/// What a letter says around its facts; names in braces are filled in.
pub(super) struct Texts {
    pub(super) title_granted: &'static str,
    pub(super) title_partial: &'static str,
    pub(super) title_rejected: &'static str,
    pub(super) recipient: &'static str,
    pub(super) project: &'static str,
    pub(super) call: &'static str,
    pub(super) submitted: &'static str,
    pub(super) decision: &'static str,
    pub(super) grants: &'static str,
    pub(super) partial: &'static str,
    pub(super) rejects: &'static str,
    pub(super) requested: &'static str,
    pub(super) award: &'static str,
    pub(super) rate: &'static str,
    pub(super) use_period: &'static str,
    pub(super) reasons: &'static str,
    pub(super) municipalities: &'static str,
    pub(super) lead_answers: &'static str,
    pub(super) budget: &'static str,
    pub(super) municipality: &'static str,
    pub(super) costs: &'static str,
    pub(super) payment: &'static str,
    pub(super) paid_on_claims: &'static str,
    pub(super) advance: &'static str,
    pub(super) instalment: &'static str,
    pub(super) payable_from: &'static str,
    pub(super) amount: &'static str,
    pub(super) on_acceptance: &'static str,
    pub(super) cleared: &'static str,
    pub(super) schedule: &'static str,
    pub(super) reports: &'static str,
    pub(super) report: &'static str,
    pub(super) due: &'static str,
    pub(super) cost_report: &'static str,
    pub(super) interim_report: &'static str,
    pub(super) final_report: &'static str,
    pub(super) follow_up: &'static str,
    pub(super) conditions: &'static str,
    pub(super) usual_conditions: [&'static str; 4],
    pub(super) legal_basis: &'static str,
    pub(super) law: &'static str,
    pub(super) further: &'static str,
    pub(super) decided_by: &'static str,
    pub(super) prepared_by: &'static str,
    pub(super) correction: &'static str,
    pub(super) may_claim: &'static str,
    pub(super) within: &'static str,
    pub(super) sent: &'static str,
    pub(super) received: &'static str,
    pub(super) claim_until: &'static str,
    pub(super) content: &'static str,
    pub(super) contents: [&'static str; 4],
    pub(super) how: &'static str,
}

pub(super) const FI: Texts = Texts {
    title_granted: "Päätös valtionavustuksesta",
    title_partial: "Päätös valtionavustuksesta: myönnetään osittain",
    title_rejected: "Päätös valtionavustuksesta: hakemus hylätään",
    recipient: "Saaja (vastuukunta)",
    project: "Hanke",
    call: "Haku",
    submitted: "Hakemus annettu viranomaiselle",
    decision: "Päätös",
    grants: "{authority} myöntää hankkeeseen valtionavustusta enintään {award}, kuitenkin enintään {rate} hyväksyttävistä \
        kustannuksista. Avustuksen saaja on {lead}.",
    partial: "Avustus myönnetään haettua pienempänä.",
    rejects: "{authority} ei myönnä hankkeeseen valtionavustusta. Hakemuksen teki {lead}.",
    requested: "Haettu avustus",
    award: "Myönnetty avustus",
    rate: "Osuus hyväksyttävistä kustannuksista enintään",
    use_period: "Käyttöaika",
    reasons: "Perustelut",
    municipalities: "Hankkeen kunnat",
    lead_answers: "{lead} vastaa avustuksesta viranomaiselle ja siirtää osatoteuttajille niiden osuudet. Osatoteuttajien \
        kanssa tehdään sopimus avustuksen käytöstä ennen kuin varoja siirretään (valtionavustuslaki 7 § 3 mom.).",
    budget: "Hyväksytty kustannusarvio kunnittain",
    municipality: "Kunta",
    costs: "Kustannukset",
    payment: "Avustuksen maksaminen",
    paid_on_claims: "Avustus maksetaan maksatushakemusten perusteella hyväksyttyihin kustannuksiin. Maksatusta voi hakea, kun \
        vastuukunta on hyväksynyt avustuksen ehtoineen.",
    advance: "Ennakkona maksettavat erät",
    instalment: "Erä",
    payable_from: "Maksetaan aikaisintaan",
    amount: "Määrä",
    on_acceptance: "kun avustus on hyväksytty",
    cleared: "Ennakkoa kuitataan {rate} kunkin maksatushakemuksen avustuksesta; viimeinen maksatus kuittaa loput.",
    schedule: "Raportointi",
    reports: "Selvitykset ja niiden määräpäivät",
    report: "Selvitys",
    due: "Viimeinen päivä",
    cost_report: "Kustannusselvitykset {period}",
    interim_report: "Väliselvitys",
    final_report: "Loppuselvitys",
    follow_up: "Seuranta",
    conditions: "Ehdot",
    usual_conditions: [
        "Avustusta saa käyttää vain tässä päätöksessä tarkoitettuun hankkeeseen ja käyttöaikana syntyneisiin kustannuksiin.",
        "Saajan on annettava viranomaiselle oikeat ja riittävät tiedot ehtojen noudattamisen valvomiseksi sekä ilmoitettava \
         viipymättä avustuksen käyttöön vaikuttavasta muutoksesta.",
        "Hankkeen kustannukset on pidettävä kirjanpidossa erillään, ja aineisto on säilytettävä tarkastusta varten.",
        "Virheellisesti, liikaa tai ilmeisen perusteettomasti saatu avustus on palautettava viipymättä, ja se voidaan periä \
         takaisin korkoineen.",
    ],
    legal_basis: "Sovelletut säännökset",
    law: "Valtionavustuslaki (688/2001); valtioneuvoston asetus kuntien digitalisaation kannustinjärjestelmästä (893/2019); \
        hallintolaki (434/2003).",
    further: "Päätöksen tekijät",
    decided_by: "Päättäjä",
    prepared_by: "Valmistelija, antaa lisätietoja",
    correction: "Oikaisuvaatimusohje",
    may_claim: "Päätökseen tyytymätön voi vaatia siihen oikaisua. Oikaisuvaatimus tehdään päätöksen tehneelle viranomaiselle: \
        {authority}. Päätökseen ei saa hakea muutosta valittamalla ennen kuin oikaisuvaatimus on ratkaistu (valtionavustuslaki \
        34 §, hallintolaki 7 a luku).",
    within: "Oikaisuvaatimus on tehtävä 30 päivän kuluessa päätöksen tiedoksisaannista (hallintolaki 49 c §). Sähköisesti \
        lähetetty päätös katsotaan saaduksi tiedoksi kolmantena päivänä viestin lähettämisestä, jollei muuta näytetä (laki \
        sähköisestä asioinnista viranomaistoiminnassa 13/2003, 19 §). Tiedoksisaantipäivää ei lueta määräaikaan. Jos viimeinen \
        päivä ei ole arkipäivä, vaatimuksen voi tehdä ensimmäisenä arkipäivänä sen jälkeen (laki säädettyjen määräaikain \
        laskemisesta 150/1930).",
    sent: "Päätös lähetetty",
    received: "Katsotaan saaduksi tiedoksi",
    claim_until: "Oikaisuvaatimuksen viimeinen päivä",
    content: "Oikaisuvaatimus tehdään kirjallisesti. Siitä on käytävä ilmi:",
    contents: [
        "päätös, johon vaaditaan oikaisua",
        "millaista oikaisua päätökseen vaaditaan",
        "millä perusteilla oikaisua vaaditaan",
        "vaatimuksen tekijä ja tämän yhteystiedot.",
    ],
    how: "Vastuukunta tekee oikaisuvaatimuksen päätöksen sivulla tai toimittaa sen viranomaisen kirjaamoon: {authority}. \
        Vaatimuksen on oltava perillä viimeistään edellä mainittuna päivänä.",
};

pub(super) const SV: Texts = Texts {
    title_granted: "Beslut om statsunderstöd",
    title_partial: "Beslut om statsunderstöd: beviljas delvis",
    title_rejected: "Beslut om statsunderstöd: ansökan avslås",
    recipient: "Mottagare (ansvarskommun)",
    project: "Projekt",
    call: "Ansökningsomgång",
    submitted: "Ansökan inlämnad till myndigheten",
    decision: "Beslut",
    grants: "{authority} beviljar projektet statsunderstöd på högst {award}, dock högst {rate} av de godtagbara kostnaderna. \
        Mottagare av understödet är {lead}.",
    partial: "Understödet beviljas till ett lägre belopp än det sökta.",
    rejects: "{authority} beviljar inte projektet statsunderstöd. Sökande var {lead}.",
    requested: "Sökt understöd",
    award: "Beviljat understöd",
    rate: "Andel av de godtagbara kostnaderna högst",
    use_period: "Användningstid",
    reasons: "Motivering",
    municipalities: "Kommunerna i projektet",
    lead_answers: "{lead} svarar för understödet gentemot myndigheten och överför delgenomförarnas andelar till dem. Ett avtal \
        om användningen av understödet ingås med delgenomförarna innan medel överförs (statsunderstödslagen 7 § 3 mom.).",
    budget: "Godkänd kostnadskalkyl per kommun",
    municipality: "Kommun",
    costs: "Kostnader",
    payment: "Utbetalning av understödet",
    paid_on_claims: "Understödet betalas ut för godkända kostnader på grundval av utbetalningsansökningar. Utbetalning kan sökas \
        när ansvarskommunen har godkänt understödet med dess villkor.",
    advance: "Poster som betalas i förskott",
    instalment: "Post",
    payable_from: "Betalas tidigast",
    amount: "Belopp",
    on_acceptance: "när understödet har godkänts",
    cleared: "Av understödet i varje utbetalningsansökan avräknas {rate} mot förskottet; den sista utbetalningen avräknar resten.",
    schedule: "Redovisning",
    reports: "Redogörelser och sista dagar",
    report: "Redogörelse",
    due: "Sista dag",
    cost_report: "Kostnadsredovisningar {period}",
    interim_report: "Mellanredogörelse",
    final_report: "Slutredogörelse",
    follow_up: "Uppföljning",
    conditions: "Villkor",
    usual_conditions: [
        "Understödet får användas endast för det projekt som avses i detta beslut och för kostnader som uppkommit under \
         användningstiden.",
        "Mottagaren ska lämna myndigheten riktiga och tillräckliga uppgifter för övervakningen av att villkoren iakttas och utan \
         dröjsmål meddela förändringar som inverkar på användningen av understödet.",
        "Projektets kostnader ska hållas åtskilda i bokföringen och materialet ska bevaras för granskning.",
        "Understöd som erhållits felaktigt, till för stort belopp eller uppenbart utan grund ska återbetalas utan dröjsmål, och \
         det kan återkrävas med ränta.",
    ],
    legal_basis: "Tillämpade bestämmelser",
    law: "Statsunderstödslagen (688/2001); statsrådets förordning om ett incitamentssystem för digitalisering i kommunerna \
        (893/2019); förvaltningslagen (434/2003).",
    further: "Beslutsfattare",
    decided_by: "Beslutat av",
    prepared_by: "Beredning och ytterligare upplysningar",
    correction: "Anvisning om begäran om omprövning",
    may_claim: "Den som är missnöjd med beslutet får begära omprövning av det. Begäran om omprövning görs hos den myndighet som \
        har fattat beslutet: {authority}. Beslutet får inte överklagas genom besvär innan begäran om omprövning har avgjorts \
        (statsunderstödslagen 34 §, förvaltningslagen 7 a kap.).",
    within: "Omprövning ska begäras inom 30 dagar från delfåendet av beslutet (förvaltningslagen 49 c §). Ett beslut som har \
        sänts elektroniskt anses ha delgetts den tredje dagen efter att meddelandet sändes, om inte något annat visas (lagen om \
        elektronisk kommunikation i myndigheternas verksamhet 13/2003, 19 §). Dagen för delfåendet räknas inte med i tidsfristen. \
        Om den sista dagen inte är en vardag får omprövning begäras den första vardagen därefter (lagen om beräknande av laga tid \
        150/1930).",
    sent: "Beslutet sänt",
    received: "Anses ha delgetts",
    claim_until: "Sista dag för begäran om omprövning",
    content: "Begäran om omprövning görs skriftligen. Av den ska framgå:",
    contents: [
        "det beslut som begäran gäller",
        "hurdan omprövning som begärs",
        "på vilka grunder omprövning begärs",
        "vem som gör begäran och dennes kontaktuppgifter.",
    ],
    how: "Ansvarskommunen gör begäran på beslutets sida eller lämnar den till myndighetens registratorskontor: {authority}. \
        Begäran ska ha kommit in senast den dag som nämns ovan.",
};

pub(super) const EN: Texts = Texts {
    title_granted: "Decision on a government grant",
    title_partial: "Decision on a government grant: granted in part",
    title_rejected: "Decision on a government grant: application rejected",
    recipient: "Recipient (lead municipality)",
    project: "Project",
    call: "Call",
    submitted: "Application submitted to the authority",
    decision: "Decision",
    grants: "{authority} grants the project at most {award}, but no more than {rate} of the eligible costs. The recipient is {lead}.",
    partial: "Less is granted than was applied for.",
    rejects: "{authority} grants nothing to the project. The applicant was {lead}.",
    requested: "Grant applied for",
    award: "Grant awarded",
    rate: "Share of the eligible costs, at most",
    use_period: "Use period",
    reasons: "Reasons",
    municipalities: "The municipalities of the project",
    lead_answers: "{lead} answers to the authority for the grant and passes the partners' shares on to them. A contract on the use \
        of the grant is made with the partners before money is passed on (Act on Discretionary Government Grants, section 7(3)).",
    budget: "Approved budget by municipality",
    municipality: "Municipality",
    costs: "Costs",
    payment: "Payment of the grant",
    paid_on_claims: "The grant is paid for accepted costs on payment claims. Payment can be claimed once the lead municipality has \
        accepted the grant with its conditions.",
    advance: "Instalments paid in advance",
    instalment: "Instalment",
    payable_from: "Paid at the earliest",
    amount: "Amount",
    on_acceptance: "when the grant is accepted",
    cleared: "Of the grant in each payment claim {rate} is set against the advance; the last payment clears the rest.",
    schedule: "Reporting",
    reports: "Reports and their last days",
    report: "Report",
    due: "Last day",
    cost_report: "Cost reports {period}",
    interim_report: "Interim report",
    final_report: "Final report",
    follow_up: "Follow-up",
    conditions: "Conditions",
    usual_conditions: [
        "The grant may be used only for the project of this decision and for costs that accrue within the use period.",
        "The recipient must give the authority correct and sufficient information for the supervision of the conditions, and tell \
         without delay of any change that affects the use of the grant.",
        "The costs of the project must be kept apart in the accounts, and the records must be kept for audit.",
        "A grant that was received by mistake, in excess or evidently without grounds must be repaid without delay, and may be \
         recovered with interest.",
    ],
    legal_basis: "Provisions applied",
    law: "Act on Discretionary Government Grants (688/2001); Government Decree on an incentive scheme for the digitalisation of \
        municipalities (893/2019); Administrative Procedure Act (434/2003).",
    further: "Who decided",
    decided_by: "Decided by",
    prepared_by: "Prepared by, for further information",
    correction: "How to claim a correction",
    may_claim: "Whoever is dissatisfied with the decision may claim its correction from the authority that made it: {authority}. \
        The decision may not be appealed against before the claim has been decided (Act 688/2001, section 34; Administrative \
        Procedure Act, chapter 7a).",
    within: "The claim must be made within 30 days of receipt of the decision (Administrative Procedure Act, section 49c). A \
        decision sent electronically is presumed to be received on the third day after the message was sent, unless shown \
        otherwise (Act 13/2003, section 19). The day of receipt is not counted. If the last day is not a working day, the claim \
        may be made on the first working day after it (Act 150/1930).",
    sent: "Decision sent",
    received: "Presumed to be received",
    claim_until: "Last day to claim a correction",
    content: "The claim is made in writing. It must tell:",
    contents: [
        "the decision of which correction is claimed",
        "what correction is claimed",
        "on which grounds it is claimed",
        "who makes the claim, and how to reach them.",
    ],
    how: "The lead municipality makes the claim on the page of the decision, or hands it in to the registry of the authority: \
        {authority}. The claim must have arrived on the day named above at the latest.",
};
