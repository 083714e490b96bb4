# Det som väntar på handläggaren

supplement-answered-subject-claim = Komplettering har kommit, utbetalningsansökan nr { $claim }: { $project }
supplement-answered-subject-application = Ansökan har kompletterats: { $project }
supplement-answered-claim = { $lead } har svarat på begäran om komplettering av utbetalningsansökan nr { $claim } för projektet ”{ $project }”. Svaret kom { $answered }.
supplement-answered-application = { $lead } har kompletterat ansökan ”{ $project }”. Kompletteringen kom { $answered }.
supplement-answered-action = Läs svaret och fortsätt handläggningen.
supplement-answered-button = Öppna svaret
supplement-answered-why = Du får detta meddelande eftersom du handlägger myndighetens understöd.

officer-week-subject =
    { $count ->
        [one] { $count } ärende väntar på handläggning: { $project }
       *[other] { $count } ärenden väntar på handläggning: { $project }
    }
officer-week-situation = Här är det som just nu väntar på dig, det som väntat längst först. Listan skickas en gång i veckan om något väntar.
officer-week-list = Väntar
officer-week-action = Handlägg först det som har väntat längst.
officer-week-button = Öppna projektportföljen
officer-week-why = Du får detta meddelande eftersom du handlägger myndighetens understöd. Du kan välja bort veckolistan i dina meddelandeinställningar.

waiting-reports =
    { $count ->
        [one] { $count } rapport eller redovisning
       *[other] { $count } rapporter eller redovisningar
    }
waiting-claims =
    { $count ->
        [one] { $count } utbetalningsansökan
       *[other] { $count } utbetalningsansökningar
    }
waiting-change-requests =
    { $count ->
        [one] { $count } ändringsansökan
       *[other] { $count } ändringsansökningar
    }
waiting-supplements =
    { $count ->
        [one] { $count } komplettering
       *[other] { $count } kompletteringar
    }
waiting-since = sedan { $since }
