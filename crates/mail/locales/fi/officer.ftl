# Käsittelijää odottavat asiat

supplement-answered-subject-claim = Täydennys saapunut, maksatushakemus nro { $claim }: { $project }
supplement-answered-subject-application = Hakemusta on täydennetty: { $project }
supplement-answered-claim = { $lead } on vastannut täydennyspyyntöön, joka koskee hankkeen ”{ $project }” maksatushakemusta nro { $claim }. Vastaus saapui { $answered }.
supplement-answered-application = { $lead } on täydentänyt hakemusta ”{ $project }”. Täydennys saapui { $answered }.
supplement-answered-action = Lue vastaus ja jatka käsittelyä.
supplement-answered-button = Avaa vastaus
supplement-answered-why = Saat tämän viestin, koska käsittelet viranomaisen avustuksia.

officer-week-subject =
    { $count ->
        [one] { $count } asia odottaa käsittelyä: { $project }
       *[other] { $count } asiaa odottaa käsittelyä: { $project }
    }
officer-week-situation = Tässä on, mikä tällä hetkellä odottaa sinua, pisimpään odottanut ensin. Luettelo lähetetään kerran viikossa, jos jotakin odottaa.
officer-week-list = Odottaa
officer-week-action = Käsittele ensin se, mikä on odottanut pisimpään.
officer-week-button = Avaa hankesalkku
officer-week-why = Saat tämän viestin, koska käsittelet viranomaisen avustuksia. Voit jättää viikkoluettelon pois viestiasetuksissasi.

waiting-reports =
    { $count ->
        [one] { $count } raportti tai selvitys
       *[other] { $count } raporttia tai selvitystä
    }
waiting-claims =
    { $count ->
        [one] { $count } maksatushakemus
       *[other] { $count } maksatushakemusta
    }
waiting-change-requests =
    { $count ->
        [one] { $count } muutoshakemus
       *[other] { $count } muutoshakemusta
    }
waiting-supplements =
    { $count ->
        [one] { $count } täydennys
       *[other] { $count } täydennystä
    }
waiting-since = { $since } alkaen
