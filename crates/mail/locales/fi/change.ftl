# Muutokset hankkeen aikana

change-budget-shift = käyttösuunnitelman muutos
    .title = Käyttösuunnitelman muutos
change-extension = käyttöajan pidennys
    .title = Käyttöajan pidennys
change-partner-leaving = osatoteuttajan poistuminen
    .title = Osatoteuttajan poistuminen
change-partner-joining = osatoteuttajan liittyminen
    .title = Osatoteuttajan liittyminen
change-lead-change = vastuukunnan vaihtuminen
    .title = Vastuukunnan vaihtuminen
change-scope-change = hankkeen tavoitteiden muutos
    .title = Hankkeen tavoitteiden muutos
change-timetable = osa-alueiden aikataulun muutos
    .title = Osa-alueiden aikataulun muutos
change-person-in-charge = vastuuhenkilön vaihto
    .title = Vastuuhenkilön vaihto
change-report-deadline = määräajan pidennys
    .title = Määräajan pidennys
change-change-of-direction = kokeilun suunnan muutos
    .title = Kokeilun suunnan muutos
change-early-stop = kokeilun keskeyttäminen
    .title = Kokeilun keskeyttäminen

fact-change = Muutos
fact-effective = Voimassa alkaen
fact-cut-off = Entisen vastuukunnan viimeinen päivä
fact-hand-over = Luovutettava määrä
fact-last-day = Viimeinen päivä hankkeessa
fact-certificate = Kunnan päätös
fact-entitled = Kunnan osuus avustuksesta
fact-returns = Palautettava määrä

change-request-received-subject = Muutoshakemus nro { $number } vastaanotettu: { $project }
change-request-received-subject-authority = Uusi muutoshakemus nro { $number }, { $lead }: { $project }
change-request-received-situation = { $lead } on lähettänyt hankkeen ”{ $project }” muutoshakemuksen nro { $number }. Se on vastaanotettu { $received }.
change-request-received-late = Hakemus tuli muutoshakemuksille varatun ajan jälkeen.
change-request-received-list = Haetut muutokset
change-request-received-action = Tarkista hakemuksen tiedot. Saat ilmoituksen, kun kukin muutos on ratkaistu.
change-request-received-action-authority = Tee esitys kustakin muutoksesta. Toinen henkilö päättää.
change-request-received-button = Avaa muutoshakemus
change-request-received-why = Saat tämän viestin, koska edustat hankkeen vastuukuntaa.
change-request-received-why-authority = Saat tämän viestin, koska käsittelet viranomaisen avustuksia.

change-decided-subject-accepted = Hyväksytty: { $kind }, muutoshakemus nro { $number } – { $project }
change-decided-subject-rejected = Ei hyväksytty: { $kind }, muutoshakemus nro { $number } – { $project }
change-decided-accepted = Hankkeen ”{ $project }” muutoshakemuksesta nro { $number } on hyväksytty haetun mukaisena { $kind }.
change-decided-accepted-with-changes = Hankkeen ”{ $project }” muutoshakemuksesta nro { $number } on hyväksytty muutettuna { $kind }.
change-decided-rejected = Hankkeen ”{ $project }” muutoshakemuksesta nro { $number } on hylätty { $kind }.
change-decided-list = Perustelut
change-decided-action = Lue päätös ja kerro siitä hankkeen osatoteuttajille.
change-decided-button = Avaa päätös
change-decided-why = Saat tämän viestin, koska edustat hankkeen vastuukuntaa.

change-confirmation-requested-subject-lead = Vahvista vastuukunnan vaihtuminen: { $project }
change-confirmation-requested-lead = Hankkeen ”{ $project }” vastuukunta vaihtuu: entinen vastuukunta on { $old } ja uusi { $new }. Entisen vastuukunnan viimeinen päivä on { $cut-off }.
change-confirmation-requested-lead-liability = { $old } vastaa edelleen siitä, mitä on haettu maksuun sitä ennen. Molemmat vastuukunnat ja viranomainen vahvistavat muutoksen ennen sen voimaantuloa.
change-confirmation-requested-action-lead = Tarkista luovutettava määrä ja vahvista muutos.
change-confirmation-requested-why-lead = Saat tämän viestin, koska organisaatiosi vahvistaa muutoksen.
change-confirmation-requested-subject-joining = Vahvista osallistuminen, { $municipality }: { $project }
change-confirmation-requested-joining = Viranomainen on hyväksynyt, että { $municipality } liittyy hankkeeseen ”{ $project }” { $first-day }.
change-confirmation-requested-action-joining = Tarkista kunnan talousarvio ja vahvista liittyminen.
change-confirmation-requested-why-joining = Saat tämän viestin, koska edustat liittyvää kuntaa.
change-confirmation-requested-subject-hand-over = Ota tehtävä vastaan: { $project }
change-confirmation-requested-hand-over = Viranomainen on hyväksynyt, että otat vastaan tehtävän hankkeessa ”{ $project }”. Edustat hankkeessa kuntaa { $municipality }.
change-confirmation-requested-list = Sinulle luovutetaan
change-confirmation-requested-action-hand-over = Käy luettelo läpi edeltäjäsi kanssa ja kuittaa jokainen kohta. Muutos tulee voimaan, kun kaikki kohdat on kuitattu.
change-confirmation-requested-why-hand-over = Saat tämän viestin, koska otat vastaan tehtävän hankkeessa.
change-confirmation-requested-button = Avaa muutos

partner-left-subject = { $municipality } on poistunut hankkeesta { $project }
partner-left-situation = { $municipality } on poistunut hankkeesta ”{ $project }”. Sen viimeinen päivä hankkeessa oli { $last-day }. Kunnan kustannusraportit jäävät ennalleen, eikä siltä enää odoteta uusia.
partner-left-returns = { $municipality } on saanut { $returns } enemmän kuin sen osuus avustuksesta on.
partner-left-action = Tarkista poistumisen tiedot. Muuta sinun ei tarvitse nyt tehdä.
partner-left-action-returns = Huolehdi siitä, että { $returns } palautetaan vastuukunnalle.
partner-left-button = Avaa muutos
partner-left-why = Saat tämän viestin, koska edustat hankkeen kuntaa.

lead-changed-subject = Vastuukunta on vaihtunut: { $project }
lead-changed-situation = Hankkeen ”{ $project }” vastuukunta on nyt { $new }. Siihen asti se oli { $old }, jonka viimeinen päivä vastuukuntana oli { $cut-off }.
lead-changed-stays = Raportit, selvitykset ja maksatushakemukset tehdään tästä lähtien uuden vastuukunnan kautta. { $old } vastaa edelleen siitä, mitä sen aikana on haettu maksuun.
lead-changed-action = Tarkista hankkeen tiedot ja sovi käytännöistä uuden vastuukunnan kanssa.
lead-changed-button = Avaa muutos
lead-changed-why = Saat tämän viestin, koska organisaatiosi on mukana hankkeessa tai käsittelee sen avustusta.
