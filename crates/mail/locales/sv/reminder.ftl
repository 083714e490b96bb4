# Påminnelser. Meningarna använder redovisningens namn i obestämd eller bestämd form.

obligation-portfolio-report = projektportföljrapport
    .title = Projektportföljrapport
    .definite = projektportföljrapporten
obligation-cost-report = kostnadsredovisning
    .title = Kostnadsredovisning
    .definite = kostnadsredovisningen
obligation-interim-report = mellanredovisning
    .title = Mellanredovisning
    .definite = mellanredovisningen
obligation-final-report = slutredovisning
    .title = Slutredovisning
    .definite = slutredovisningen
obligation-follow-up = uppföljningsredovisning
    .title = Uppföljningsredovisning
    .definite = uppföljningsredovisningen
obligation-supplement-request = komplettering av utbetalningsansökan
    .title = Komplettering av utbetalningsansökan
    .definite = kompletteringen av utbetalningsansökan
obligation-recovery-hearing = hörande
    .title = Hörande om återkrav
    .definite = hörandet
obligation-recovery-payment = återbetalning av understöd
    .title = Återbetalning av understöd
    .definite = återbetalningen av understödet
obligation-agreement-signature = underskrift av avtalet
    .title = Underskrift av avtalet
    .definite = underskriften av avtalet

reminder-subject-before = Påminnelse: { $obligation } senast { $due-short } – { $project }
reminder-subject-today = Tidsfristen går ut i dag: { $obligation } – { $project }
reminder-subject-late =
    { $days ->
        [one] { $days } dag
       *[other] { $days } dagar
    } försenad: { $obligation }, { $municipality } – { $project }

reminder-before =
    I projektet ”{ $project }” ska { $obligation-definite } lämnas in senast { $due }. Det är { $days ->
        [one] { $days } dag
       *[other] { $days } dagar
    } kvar.
reminder-today = I projektet ”{ $project }” ska { $obligation-definite } lämnas in i dag, { $due }. Tidsfristen går ut klockan 24 finsk tid.
reminder-late-responsible =
    I projektet ”{ $project }” har { $obligation-definite } ännu inte lämnats in. Tidsfristen gick ut { $due }, och { $obligation-definite } är nu { $days ->
        [one] { $days } dag
       *[other] { $days } dagar
    } försenad.
reminder-late-municipality-owner =
    I projektet ”{ $project }” har { $obligation-definite } som din kommun svarar för ännu inte lämnats in. Tidsfristen gick ut { $due }, och { $obligation-definite } är nu { $days ->
        [one] { $days } dag
       *[other] { $days } dagar
    } försenad.
reminder-late-others =
    I projektet ”{ $project }” har { $obligation-definite } ännu inte lämnats in. För den svarar { $municipality }. Tidsfristen gick ut { $due }, och { $obligation-definite } är nu { $days ->
        [one] { $days } dag
       *[other] { $days } dagar
    } försenad.
reminder-hold-notice = Utbetalningen av understödet kan avbrytas tills { $obligation-definite } har lämnats in (statsunderstödslagen 688/2001, 19 §).

reminder-action-before = Fyll i och lämna in { $obligation-definite } senast { $due }.
reminder-action-today = Lämna in { $obligation-definite } ännu i dag.
reminder-action-late = Lämna in { $obligation-definite } utan dröjsmål.
reminder-action-in-time = Se till att { $obligation-definite } lämnas in i tid.
reminder-action-municipality-owner = Se till att { $obligation-definite } lämnas in utan dröjsmål.
reminder-action-lead-municipality = Kontakta kommunen och kom överens om när { $obligation-definite } lämnas in.
reminder-action-officer = Kontakta ansvarskommunen och ta reda på orsaken till förseningen.
reminder-action-officer-hold = Bedöm om utbetalningen av understödet ska avbrytas.
reminder-button = Öppna { $obligation-definite }

reminder-why-responsible = Du får detta meddelande eftersom denna skyldighet hör till dina uppgifter i kommunen.
reminder-why-municipality-owner = Du får detta meddelande eftersom din kommun har utsett dig till projektägare.
reminder-why-lead-municipality = Du får detta meddelande eftersom du företräder projektets ansvarskommun.
reminder-why-officer = Du får detta meddelande eftersom du handlägger projektets statsunderstöd.
reminder-why-municipality-owner-vacant = Du får detta meddelande eftersom du godkänner för din kommun och kommunen inte har utsett någon projektägare.
reminder-why-municipality-owner-deputy = Du får detta meddelande eftersom du är projektägarens ersättare i din kommun.
reminder-why-officer-vacant = Du får detta meddelande eftersom du handlägger statsunderstöd och projektet saknar utsedd handläggare.

reminder-hearing-subject-before = Hörande: ni kan svara senast { $due-short } – { $project }
reminder-hearing-subject-today = Hörande: svarstiden går ut i dag – { $project }
reminder-hearing-subject-late = Hörande: svarstiden har gått ut, { $municipality } – { $project }
reminder-hearing-before =
    Din kommun hörs om återkravet av understöd i projektet ”{ $project }” och kan svara senast { $due }. Det är { $days ->
        [one] { $days } dag
       *[other] { $days } dagar
    } kvar. Ni behöver inte svara: därefter kan ärendet avgöras även utan svar.
reminder-hearing-today = Din kommun hörs om återkravet av understöd i projektet ”{ $project }”. Svarstiden går ut i dag, { $due }, klockan 24 finsk tid. Ni behöver inte svara: därefter kan ärendet avgöras även utan svar.
reminder-hearing-late = Svarstiden i hörandet om återkravet av understöd i projektet ”{ $project }” gick ut { $due }. Ärendet kan avgöras utan svar.
reminder-hearing-late-officer =
    Svarstiden i hörandet om återkravet av understöd i projektet ”{ $project }” gick ut { $due }, för { $days ->
        [one] { $days } dag
       *[other] { $days } dagar
    } sedan. Kommunen som hörs är { $municipality }, och något svar har inte kommit. Beslutet behöver inte vänta på ett svar.
reminder-hearing-action-before = Svara senast { $due } om kommunen vill bli hörd.
reminder-hearing-action-late = Om kommunen fortfarande vill svara, gör det utan dröjsmål. Svaret beaktas tills myndigheten har avslutat hörandet.
reminder-hearing-action-officer = Avsluta hörandet och bered beslutet, eller återta återkravet.

reminder-payment-before =
    Det återkrävda understödet i projektet ”{ $project }” ska betalas tillbaka senast { $due }. Det är { $days ->
        [one] { $days } dag
       *[other] { $days } dagar
    } kvar.
reminder-payment-today = Det återkrävda understödet i projektet ”{ $project }” ska betalas tillbaka i dag, { $due }.
reminder-payment-late =
    Det återkrävda understödet i projektet ”{ $project }” har inte betalats tillbaka i sin helhet. Betalare är { $municipality }. Förfallodagen var { $due }, och betalningen är nu { $days ->
        [one] { $days } dag
       *[other] { $days } dagar
    } försenad. Dröjsmålsränta tas ut fram till betalningsdagen.
reminder-payment-action-before = Betala det som är obetalt senast { $due }. Beloppet står på återkravets sida.
reminder-payment-action-late = Betala det som är obetalt utan dröjsmål eller kontakta myndigheten.
reminder-payment-action-others = Se till att det som är obetalt betalas utan dröjsmål.
reminder-payment-action-officer = Ta reda på när kommunen betalar. Det obetalda kan kvittas mot en utbetalning av understödet.

reminder-digest-subject =
    { $count ->
        [one] { $count } påminnelse: { $project }
       *[other] { $count } påminnelser: { $project }
    }
reminder-digest-situation = Flera tidsfrister gäller dig. Alla finns i detta enda meddelande, den tidigaste först.
reminder-digest-list = Tidsfrister
reminder-digest-action = Gå igenom listan och börja med det som ska vara klart först.
reminder-digest-button = Öppna den första
reminder-digest-why = Du får detta meddelande eftersom dessa uppgifter gäller dig; för var och en anges varför.
