# Ändringar under projektet

change-budget-shift = ändring av användningsplanen
    .title = Ändring av användningsplanen
change-extension = förlängning av användningstiden
    .title = Förlängning av användningstiden
change-partner-leaving = utträde av en delgenomförare
    .title = Utträde av en delgenomförare
change-partner-joining = anslutning av en delgenomförare
    .title = Anslutning av en delgenomförare
change-lead-change = byte av ansvarskommun
    .title = Byte av ansvarskommun
change-scope-change = ändring av projektets mål
    .title = Ändring av projektets mål
change-timetable = ändring av delområdenas tidtabell
    .title = Ändring av delområdenas tidtabell
change-person-in-charge = byte av ansvarig person
    .title = Byte av ansvarig person
change-report-deadline = förlängning av en tidsfrist
    .title = Förlängning av en tidsfrist
change-change-of-direction = ändring av försökets inriktning
    .title = Ändring av försökets inriktning
change-early-stop = avbrytande av försöket
    .title = Avbrytande av försöket

fact-change = Ändring
fact-effective = I kraft från
fact-cut-off = Den tidigare ansvarskommunens sista dag
fact-hand-over = Belopp att överlämna
fact-last-day = Sista dagen i projektet
fact-certificate = Kommunens beslut
fact-entitled = Kommunens andel av understödet
fact-returns = Belopp att betala tillbaka

change-request-received-subject = Ändringsansökan nr { $number } har tagits emot: { $project }
change-request-received-subject-authority = Ny ändringsansökan nr { $number }, { $lead }: { $project }
change-request-received-situation = { $lead } har lämnat in ändringsansökan nr { $number } för projektet ”{ $project }”. Den togs emot { $received }.
change-request-received-late = Ansökan kom efter den sista dagen för ändringsansökningar.
change-request-received-list = Sökta ändringar
change-request-received-action = Kontrollera uppgifterna i ansökan. Du får ett meddelande när varje ändring har avgjorts.
change-request-received-action-authority = Lägg fram ett förslag om varje ändring. En annan person beslutar.
change-request-received-button = Öppna ändringsansökan
change-request-received-why = Du får detta meddelande eftersom du företräder projektets ansvarskommun.
change-request-received-why-authority = Du får detta meddelande eftersom du handlägger myndighetens understöd.

change-decided-subject-accepted = Godkänd: { $kind }, ändringsansökan nr { $number } – { $project }
change-decided-subject-rejected = Inte godkänd: { $kind }, ändringsansökan nr { $number } – { $project }
change-decided-accepted = I ändringsansökan nr { $number } för projektet ”{ $project }” har följande godkänts enligt ansökan: { $kind }.
change-decided-accepted-with-changes = I ändringsansökan nr { $number } för projektet ”{ $project }” har följande godkänts i ändrad form: { $kind }.
change-decided-rejected = I ändringsansökan nr { $number } för projektet ”{ $project }” har följande avslagits: { $kind }.
change-decided-list = Motivering
change-decided-action = Läs beslutet och informera projektets delgenomförare.
change-decided-button = Öppna beslutet
change-decided-why = Du får detta meddelande eftersom du företräder projektets ansvarskommun.

change-confirmation-requested-subject-lead = Bekräfta bytet av ansvarskommun: { $project }
change-confirmation-requested-lead = Ansvarskommunen för projektet ”{ $project }” byts: den tidigare ansvarskommunen är { $old } och den nya { $new }. Den tidigare ansvarskommunens sista dag är { $cut-off }.
change-confirmation-requested-lead-liability = { $old } ansvarar fortfarande för det som har begärts till utbetalning före det. Båda ansvarskommunerna och myndigheten bekräftar ändringen innan den träder i kraft.
change-confirmation-requested-action-lead = Kontrollera beloppet som ska överlämnas och bekräfta ändringen.
change-confirmation-requested-why-lead = Du får detta meddelande eftersom din organisation bekräftar ändringen.
change-confirmation-requested-subject-joining = Bekräfta deltagandet, { $municipality }: { $project }
change-confirmation-requested-joining = Myndigheten har godkänt att { $municipality } ansluter sig till projektet ”{ $project }” från och med { $first-day }.
change-confirmation-requested-action-joining = Kontrollera kommunens budget och bekräfta anslutningen.
change-confirmation-requested-why-joining = Du får detta meddelande eftersom du företräder kommunen som ansluter sig.
change-confirmation-requested-subject-hand-over = Ta över uppgiften: { $project }
change-confirmation-requested-hand-over = Myndigheten har godkänt att du tar över en uppgift i projektet ”{ $project }”. Du företräder kommunen { $municipality } i projektet.
change-confirmation-requested-list = Till dig överlämnas
change-confirmation-requested-action-hand-over = Gå igenom listan med din företrädare och kvittera varje punkt. Ändringen träder i kraft när alla punkter är kvitterade.
change-confirmation-requested-why-hand-over = Du får detta meddelande eftersom du tar över en uppgift i projektet.
change-confirmation-requested-button = Öppna ändringen

partner-left-subject = { $municipality } har lämnat projektet { $project }
partner-left-situation = { $municipality } har lämnat projektet ”{ $project }”. Kommunens sista dag i projektet var { $last-day }. Kommunens kostnadsrapporter kvarstår som de är och inga nya väntas.
partner-left-returns = { $municipality } har fått { $returns } mer än kommunens andel av understödet.
partner-left-action = Kontrollera uppgifterna om utträdet. Du behöver inte göra något annat nu.
partner-left-action-returns = Se till att { $returns } betalas tillbaka till ansvarskommunen.
partner-left-button = Öppna ändringen
partner-left-why = Du får detta meddelande eftersom du företräder en kommun i projektet.

lead-changed-subject = Ansvarskommunen har bytts: { $project }
lead-changed-situation = Ansvarskommunen för projektet ”{ $project }” är nu { $new }. Fram till dess var det { $old }, vars sista dag som ansvarskommun var { $cut-off }.
lead-changed-stays = Rapporter, redovisningar och utbetalningsansökningar görs från och med nu genom den nya ansvarskommunen. { $old } ansvarar fortfarande för det som begärdes till utbetalning under dess tid.
lead-changed-action = Kontrollera projektets uppgifter och kom överens om rutinerna med den nya ansvarskommunen.
lead-changed-button = Öppna ändringen
lead-changed-why = Du får detta meddelande eftersom din organisation deltar i projektet eller handlägger dess understöd.
