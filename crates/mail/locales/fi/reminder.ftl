# Muistutukset. Velvoitteen nimi taipuu: lauseet pyytävät sijamuodon muuttujalla.

obligation-portfolio-report = hankesalkkuraportti
    .title = Hankesalkkuraportti
    .partitive = hankesalkkuraporttia
obligation-cost-report = kustannusselvitys
    .title = Kustannusselvitys
    .partitive = kustannusselvitystä
obligation-interim-report = väliselvitys
    .title = Väliselvitys
    .partitive = väliselvitystä
obligation-final-report = loppuselvitys
    .title = Loppuselvitys
    .partitive = loppuselvitystä
obligation-follow-up = seurantaselvitys
    .title = Seurantaselvitys
    .partitive = seurantaselvitystä
obligation-supplement-request = maksatushakemuksen täydennys
    .title = Maksatushakemuksen täydennys
    .partitive = maksatushakemuksen täydennystä
obligation-recovery-hearing = kuuleminen
    .title = Kuuleminen takaisinperinnästä
    .partitive = kuulemista
obligation-recovery-payment = avustuksen palautus
    .title = Avustuksen palautus
    .partitive = avustuksen palautusta
obligation-agreement-signature = sopimuksen allekirjoitus
    .title = Sopimuksen allekirjoitus
    .partitive = sopimuksen allekirjoitusta

reminder-subject-before = Muistutus: { $obligation } viimeistään { $due-short } – { $project }
reminder-subject-today = Määräaika päättyy tänään: { $obligation } – { $project }
reminder-subject-late =
    Myöhässä { $days ->
        [one] { $days } päivän
       *[other] { $days } päivää
    }: { $obligation }, { $municipality } – { $project }

reminder-before =
    Hankkeen ”{ $project }” { $obligation } on toimitettava viimeistään { $due }. Aikaa on jäljellä { $days ->
        [one] { $days } päivä
       *[other] { $days } päivää
    }.
reminder-today = Hankkeen ”{ $project }” { $obligation } on toimitettava tänään, { $due }. Määräaika päättyy kello 24 Suomen aikaa.
reminder-late-responsible =
    Hankkeen ”{ $project }” { $obligation-partitive } ei ole vielä toimitettu. Määräaika päättyi { $due }, joten { $obligation } on nyt { $days ->
        [one] { $days } päivän
       *[other] { $days } päivää
    } myöhässä.
reminder-late-municipality-owner =
    Hankkeessa ”{ $project }” kuntasi vastuulla olevaa { $obligation-partitive } ei ole vielä toimitettu. Määräaika päättyi { $due }, joten { $obligation } on nyt { $days ->
        [one] { $days } päivän
       *[other] { $days } päivää
    } myöhässä.
reminder-late-others =
    Hankkeen ”{ $project }” { $obligation-partitive } ei ole vielä toimitettu. Siitä vastaa { $municipality }. Määräaika päättyi { $due }, joten { $obligation } on nyt { $days ->
        [one] { $days } päivän
       *[other] { $days } päivää
    } myöhässä.
reminder-hold-notice = Avustuksen maksaminen voidaan keskeyttää, kunnes { $obligation } on toimitettu (valtionavustuslaki 688/2001, 19 §).

reminder-action-before = Täytä ja toimita { $obligation } viimeistään { $due }.
reminder-action-today = Toimita { $obligation } vielä tänään.
reminder-action-late = Toimita { $obligation } viipymättä.
reminder-action-in-time = Varmista, että { $obligation } toimitetaan ajoissa.
reminder-action-municipality-owner = Huolehdi siitä, että { $obligation } toimitetaan viipymättä.
reminder-action-lead-municipality = Ota yhteyttä kuntaan ja sovi, milloin { $obligation } toimitetaan.
reminder-action-officer = Ota yhteyttä vastuukuntaan ja selvitä viivästyksen syy.
reminder-action-officer-hold = Arvioi, keskeytetäänkö avustuksen maksaminen.
reminder-button = Avaa { $obligation }

reminder-why-responsible = Saat tämän viestin, koska tämän velvoitteen hoitaminen kuuluu tehtäviisi kunnassasi.
reminder-why-municipality-owner = Saat tämän viestin, koska olet kuntasi nimeämä hankkeen omistaja.
reminder-why-lead-municipality = Saat tämän viestin, koska edustat hankkeen vastuukuntaa.
reminder-why-officer = Saat tämän viestin, koska käsittelet hankkeen valtionavustusta.
reminder-why-municipality-owner-vacant = Saat tämän viestin, koska hyväksyt kuntasi puolesta eikä kunta ole nimennyt hankkeelle omistajaa.
reminder-why-municipality-owner-deputy = Saat tämän viestin, koska olet hankkeen omistajan varahenkilö kunnassasi.
reminder-why-officer-vacant = Saat tämän viestin, koska käsittelet valtionavustuksia eikä tällä hankkeella ole nimettyä käsittelijää.

reminder-hearing-subject-before = Kuuleminen: voit vastata viimeistään { $due-short } – { $project }
reminder-hearing-subject-today = Kuuleminen: vastausaika päättyy tänään – { $project }
reminder-hearing-subject-late = Kuuleminen: vastausaika on päättynyt, { $municipality } – { $project }
reminder-hearing-before =
    Kuntaasi kuullaan hankkeen ”{ $project }” avustuksen takaisinperinnästä. Vastata voi viimeistään { $due }. Aikaa on jäljellä { $days ->
        [one] { $days } päivä
       *[other] { $days } päivää
    }. Vastaaminen ei ole pakollista: sen jälkeen asia voidaan ratkaista myös ilman vastausta.
reminder-hearing-today = Kuntaasi kuullaan hankkeen ”{ $project }” avustuksen takaisinperinnästä. Vastausaika päättyy tänään, { $due }, kello 24 Suomen aikaa. Vastaaminen ei ole pakollista: sen jälkeen asia voidaan ratkaista myös ilman vastausta.
reminder-hearing-late = Hankkeen ”{ $project }” avustuksen takaisinperintää koskevan kuulemisen vastausaika päättyi { $due }. Asia voidaan ratkaista ilman vastausta.
reminder-hearing-late-officer =
    Hankkeen ”{ $project }” avustuksen takaisinperintää koskevan kuulemisen vastausaika päättyi { $due }, { $days ->
        [one] { $days } päivä
       *[other] { $days } päivää
    } sitten. Kuultava kunta on { $municipality }, eikä vastausta ole tullut. Päätöksen ei tarvitse odottaa vastausta.
reminder-hearing-action-before = Jos kuntasi haluaa tulla kuulluksi, vastaa viimeistään { $due }.
reminder-hearing-action-late = Jos kuntasi haluaa vielä vastata, tee se viipymättä. Vastaus otetaan huomioon, kunnes viranomainen on päättänyt kuulemisen.
reminder-hearing-action-officer = Päätä kuuleminen ja valmistele päätös, tai peru takaisinperintä.

reminder-payment-before =
    Hankkeesta ”{ $project }” takaisin peritty avustus on maksettava viimeistään { $due }. Aikaa on jäljellä { $days ->
        [one] { $days } päivä
       *[other] { $days } päivää
    }.
reminder-payment-today = Hankkeesta ”{ $project }” takaisin peritty avustus on maksettava tänään, { $due }.
reminder-payment-late =
    Hankkeesta ”{ $project }” takaisin perittyä avustusta ei ole maksettu kokonaan. Maksaja on { $municipality }. Eräpäivä oli { $due }, joten maksu on nyt { $days ->
        [one] { $days } päivän
       *[other] { $days } päivää
    } myöhässä. Viivästyskorkoa peritään maksupäivään asti.
reminder-payment-action-before = Maksa avoin määrä viimeistään { $due }. Se näkyy takaisinperinnän sivulla.
reminder-payment-action-late = Maksa avoin määrä viipymättä tai ota yhteyttä viranomaiseen.
reminder-payment-action-others = Huolehdi siitä, että avoin määrä maksetaan viipymättä.
reminder-payment-action-officer = Selvitä, milloin kunta maksaa. Avoin määrä voidaan kuitata avustuksen maksusta.

reminder-digest-subject =
    { $count ->
        [one] { $count } muistutus: { $project }
       *[other] { $count } muistutusta: { $project }
    }
reminder-digest-situation = Sinua koskee useampi määräaika. Ne kaikki ovat tässä yhdessä viestissä, aikaisin ensin.
reminder-digest-list = Määräajat
reminder-digest-action = Käy luettelo läpi ja aloita siitä, jonka määräaika on ensin.
reminder-digest-button = Avaa ensimmäinen
reminder-digest-why = Saat tämän viestin, koska nämä tehtävät koskevat sinua; kunkin kohdalla kerrotaan syy.
