# Ansvariga personer

fact-vacant-since = Obesatt sedan
fact-predecessor = Före dig
fact-first-day = Från och med

duty-vacant-subject-owner = Projektet saknar projektägare, { $municipality }: { $project }
duty-vacant-subject-manager = Projektet saknar projektchef: { $project }
duty-vacant-owner = Sedan { $since } har { $municipality } ingen projektägare för projektet ”{ $project }”.
duty-vacant-manager = Sedan { $since } har projektet ”{ $project }” ingen projektchef.
duty-vacant-deputy = Ersättare är { $deputy }. Påminnelserna går till ersättaren tills en projektägare har utsetts.
duty-vacant-nobody = Påminnelser till projektägaren går till dem som godkänner för kommunen och till ansvarskommunen tills en projektägare har utsetts.
duty-vacant-action-owner = Utse en projektägare: { $municipality }.
duty-vacant-action-manager = Utse en projektchef.
duty-vacant-action-authority = Fråga ansvarskommunen när platsen blir besatt.
duty-vacant-button = Öppna projektet
duty-vacant-why = Du får detta meddelande eftersom du kan utse någon till platsen.
duty-vacant-why-authority = Du får detta meddelande eftersom du handlägger projektets statsunderstöd.

duty-taken-subject-first = Du har utsetts: { $project }
duty-taken-subject = Du tar över: { $project }
duty-taken-owner = Från och med { $first-day } är du projektägare för ”{ $project }” i { $municipality }.
duty-taken-deputy = Från och med { $first-day } är du ersättare för projektägaren i projektet ”{ $project }” i { $municipality }.
duty-taken-manager = Från och med { $first-day } är du projektchef för projektet ”{ $project }”.
duty-taken-officer = Från och med { $first-day } handlägger du statsunderstödet för projektet ”{ $project }”.
duty-taken-predecessor = Före dig var det { $predecessor }.
duty-taken-nothing = Just nu är ingenting öppet.
duty-taken-list = Öppet just nu
duty-taken-action-first = Gå igenom det som är öppet och bekanta dig med projektets tidsfrister.
duty-taken-action = Gå igenom det som är öppet och kom överens med { $predecessor } om vad du behöver veta.
duty-taken-button = Öppna projektet
duty-taken-why-first = Du får detta meddelande eftersom du har utsetts till en uppgift i projektet.
duty-taken-why = Du får detta meddelande eftersom du tar över en uppgift i projektet.

matter-cost-reports =
    { $count ->
        [one] { $count } oavslutad kostnadsredovisning
       *[other] { $count } oavslutade kostnadsredovisningar
    }
matter-portfolio-reports =
    { $count ->
        [one] { $count } projektportföljrapport som inte lämnats in
       *[other] { $count } projektportföljrapporter som inte lämnats in
    }
matter-claims =
    { $count ->
        [one] { $count } väntande utbetalningsansökan
       *[other] { $count } väntande utbetalningsansökningar
    }
matter-change-requests =
    { $count ->
        [one] { $count } ändringsansökan utan beslut
       *[other] { $count } ändringsansökningar utan beslut
    }
matter-agreements =
    { $count ->
        [one] { $count } avtal som väntar på underskrift
       *[other] { $count } avtal som väntar på underskrift
    }
matter-payouts =
    { $count ->
        [one] { $count } väntande utbetalning
       *[other] { $count } väntande utbetalningar
    }
matter-documents =
    { $count ->
        [one] { $count } handling som lagrats före dig
       *[other] { $count } handlingar som lagrats före dig
    }
