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
obligation-recovery-hearing = svar på hörandet
    .title = Hörande om återkrav
    .definite = svaret på hörandet
obligation-recovery-payment = återbetalning av understöd
    .title = Återbetalning av understöd
    .definite = återbetalningen av understödet

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
reminder-why-officer-vacant = Du får detta meddelande eftersom du handlägger statsunderstöd och projektet saknar utsedd handläggare.
