# Maksatushakemukset ja maksut

claim-supplement-requested-subject = Täydennyspyyntö: maksatushakemus nro { $claim }, vastaa viimeistään { $due-short } – { $project }
claim-supplement-requested-situation = Hankkeen ”{ $project }” maksatushakemusta nro { $claim } on täydennettävä, jotta se voidaan ratkaista.
claim-supplement-requested-list = Pyydetyt täydennykset
claim-supplement-requested-action = Vastaa kysymyksiin viimeistään { $due }. Itse maksatushakemusta ei tarvitse lähettää uudelleen.
claim-supplement-requested-button = Avaa täydennyspyyntö
claim-supplement-requested-why = Saat tämän viestin, koska edustat hankkeen vastuukuntaa.

claim-received-subject = Maksatushakemus nro { $claim } vastaanotettu: { $project }
claim-received-situation = Hankkeen ”{ $project }” maksatushakemus nro { $claim } on vastaanotettu { $received }.
claim-received-next = Saat ilmoituksen, kun avustus on maksettu tai jos maksatushakemusta on täydennettävä.
claim-received-action = Tarkista maksatushakemuksen tiedot. Muuta sinun ei tarvitse nyt tehdä.
claim-received-button = Avaa maksatushakemus
claim-received-why = Saat tämän viestin, koska edustat hankkeen vastuukuntaa.

payout-confirmed-subject = Avustusta maksettu { $amount }: maksatushakemus nro { $claim } – { $project }
payout-confirmed-situation = Hankkeen ”{ $project }” maksatushakemuksen nro { $claim } perusteella on maksettu avustusta { $amount }.
payout-confirmed-subject-advance = Avustusta maksettu { $amount }: ennakon erä { $instalment } – { $project }
payout-confirmed-situation-advance = Hankkeen ”{ $project }” ennakon erä { $instalment } on maksettu: { $amount }.
payout-confirmed-action = Tarkista, että maksu on tullut saajan tilille.
payout-confirmed-button = Avaa maksun tiedot
payout-confirmed-why = Saat tämän viestin, koska edustat avustuksen saajaa.

payout-failed-subject = Maksu epäonnistui, { $amount }: maksatushakemus nro { $claim } – { $project }
payout-failed-situation = Pankki ei voinut maksaa hankkeen ”{ $project }” maksatushakemuksen nro { $claim } perusteella maksettavaa avustusta { $amount }.
payout-failed-subject-advance = Maksu epäonnistui, { $amount }: ennakon erä { $instalment } – { $project }
payout-failed-situation-advance = Pankki ei voinut maksaa hankkeen ”{ $project }” ennakon erää { $instalment }: { $amount }.
payout-failed-list = Pankin ilmoittama syy
payout-failed-action = Selvitä, mistä virhe johtuu, ja tee uusi maksu. Toinen henkilö hyväksyy sen.
payout-failed-button = Avaa maksun tiedot
payout-failed-why = Saat tämän viestin, koska käsittelet avustuksia viranomaisessa.

payment-hold-set-subject = Maksatus keskeytetty: { $project }
payment-hold-set-situation = Avustuksen maksaminen hankkeelle ”{ $project }” on keskeytetty { $set }.
payment-hold-set-list = Perustelu
payment-hold-set-next = Avustusta ei makseta, ennen kuin viranomainen on päättänyt jatkaa maksamista.
payment-hold-set-action = Katso hankkeen sivulta, mitä keskeytys edellyttää, ja ota tarvittaessa yhteyttä viranomaiseen.
payment-hold-set-button = Avaa hanke
payment-hold-set-why = Saat tämän viestin, koska vastaat hankkeesta vastuukunnassa.

payment-hold-lifted-subject = Maksatus jatkuu: { $project }
payment-hold-lifted-situation = Avustuksen maksamista hankkeelle ”{ $project }” on päätetty jatkaa { $lifted }.
payment-hold-lifted-list = Perustelu
payment-hold-lifted-action = Katso hankkeen maksatushakemusten tilanne hankkeen sivulta.
payment-hold-lifted-button = Avaa hanke
payment-hold-lifted-why = Saat tämän viestin, koska vastaat hankkeesta vastuukunnassa.

transfers-due-subject = Siirrä osuudet viimeistään { $due-short }: maksatushakemus nro { $claim } – { $project }
transfers-due-subject-late = Myöhässä: osuuksia siirtämättä, maksatushakemus nro { $claim } – { $project }
transfers-due-situation = Hankkeen ”{ $project }” maksatushakemuksen nro { $claim } avustus on maksettu kunnallesi. Osatoteuttajien osuudet on siirrettävä niille viimeistään { $due }.
transfers-due-late = Hankkeen ”{ $project }” maksatushakemuksen nro { $claim } osatoteuttajien osuudet oli siirrettävä viimeistään { $due }. Seuraavia ei ole merkitty siirretyiksi, tai ne eivät ole tulleet perille.
transfers-due-list = Siirrettävät osuudet
transfers-due-action = Maksa osuudet ja merkitse jokainen siirretyksi hankkeen sivulla.
transfers-due-action-late = Maksa osuudet viipymättä ja merkitse jokainen siirretyksi hankkeen sivulla.
transfers-due-button = Avaa hanke
transfers-due-why = Saat tämän viestin, koska edustat hankkeen vastuukuntaa.
