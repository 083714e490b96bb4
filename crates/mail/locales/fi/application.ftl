# Hakemuksesta päätökseen

commitment-requested-subject = Sitoutumispyyntö: vastaa viimeistään { $due-short } – { $project }
commitment-requested-situation = { $lead } hakee valtionavustusta hankkeelle ”{ $project }” ja pyytää kuntaasi sitoutumaan hankkeeseen osatoteuttajana.
commitment-requested-next = Hakemus voidaan jättää vasta, kun kaikki osatoteuttajat ovat sitoutuneet hankkeeseen.
commitment-requested-action = Vahvista kuntasi sitoutuminen tai kieltäydy siitä viimeistään { $due }.
commitment-requested-button = Avaa sitoutumispyyntö
commitment-requested-why = Saat tämän viestin, koska voit sitoutua hankkeeseen kuntasi puolesta.

application-received-subject = Hakemus vastaanotettu: { $project }
application-received-situation = Hankkeen ”{ $project }” valtionavustushakemus on vastaanotettu { $received }.
application-received-next = Saat ilmoituksen, kun hakemus on ratkaistu tai jos sitä on täydennettävä.
application-received-action = Tarkista hakemuksen tiedot. Muuta sinun ei tarvitse nyt tehdä.
application-received-button = Avaa hakemus
application-received-why = Saat tämän viestin, koska kuntasi on mukana hakemuksessa.

application-supplement-requested-subject = Täydennyspyyntö: avustushakemus, vastaa viimeistään { $due-short } – { $project }
application-supplement-requested-situation = Hankkeen ”{ $project }” hakemusta on täydennettävä, jotta se voidaan ratkaista.
application-supplement-requested-list = Pyydetyt täydennykset
application-supplement-requested-action = Täydennä hakemus ja lähetä se uudelleen viimeistään { $due }.
application-supplement-requested-button = Avaa hakemus
application-supplement-requested-why = Saat tämän viestin, koska edustat hakemuksen vastuukuntaa.

call-corrected-subject = Hakuilmoitusta on oikaistu – { $project }
call-corrected-situation = Hakuilmoitusta ”{ $call }” on oikaistu. Kuntasi valmistelee siihen hakemusta ”{ $project }”.
call-corrected-draft = Hakemusta voi muokata ja sen voi jättää viimeistään { $due }.
call-corrected-submitted = Hakemus on jo jätetty, ja se on voimassa sellaisenaan. Jos oikaisu vaikuttaa siihen, ota yhteyttä valtionapuviranomaiseen.
call-corrected-list = Miksi ilmoitusta oikaistiin
call-corrected-action = Lue, mitä on muuttunut, ja tarkista hakemus.
call-corrected-button = Avaa hakuilmoitus
call-corrected-why = Saat tämän viestin, koska kuntasi johtaa hakemusta tähän hakuun.

review-assigned-subject = Arvioitava hakemus – { $project }
review-assigned-situation = Sinut on nimetty arvioimaan hakemusta ”{ $project }” haussa ”{ $call }”.
review-assigned-conflict = Jos olet esteellinen, ilmoita siitä arvioinnin sivulla äläkä anna pisteitä.
review-assigned-blind = Arviointi on sokkoarviointi: näet muiden pisteet, kun kaikki nimetyt ovat lähettäneet omansa.
review-assigned-action = Anna pisteet ja perustelut jokaisesta arviointiperusteesta ja lähetä arviointi.
review-assigned-button = Avaa arviointi
review-assigned-why = Saat tämän viestin, koska arvioit hakemuksia valtionapuviranomaiselle.

decision-made-subject-awarded = Päätös: avustus myönnetty – { $project }
decision-made-subject-refused = Päätös: avustusta ei myönnetty – { $project }
decision-made-awarded = Hankkeelle ”{ $project }” on myönnetty valtionavustusta enintään { $amount }, kuitenkin enintään { $rate } hyväksyttävistä kustannuksista.
decision-made-how = Avustuksen hyväksyy vastuukunnan edustaja päätöksen sivulla. Maksatusta voi hakea, kun avustus on hyväksytty.
decision-made-refused = Hankkeelle ”{ $project }” ei myönnetty valtionavustusta.
decision-made-list = Perustelut
decision-made-action-awarded = Hyväksy avustus ja sen ehdot tai ilmoita, ettei kunta ota sitä vastaan.
decision-made-action-refused = Lue päätös ja sen perustelut.
decision-made-button = Avaa päätös
decision-made-why = Saat tämän viestin, koska edustat hankkeen vastuukuntaa.

rectification-received-subject = Oikaisuvaatimus päätöksestä: { $lead } – { $project }
rectification-received-situation = { $lead } vaatii oikaisua hankkeen ”{ $project }” avustuspäätökseen. Vaatimus on vastaanotettu { $received }.
rectification-received-late = Vaatimus tuli määräajan jälkeen.
rectification-received-action = Valmistele vastaus oikaisuvaatimukseen. Toinen henkilö päättää.
rectification-received-button = Avaa oikaisuvaatimus
rectification-received-why = Saat tämän viestin, koska käsittelet viranomaisen avustuksia.

rectification-decided-subject = Oikaisuvaatimus on ratkaistu: { $project }
rectification-decided-unchanged = Hankkeen ”{ $project }” avustuspäätöstä koskeva oikaisuvaatimus on hylätty. Päätöstä ei muuteta.
rectification-decided-changed = Hankkeen ”{ $project }” avustuspäätöstä koskeva oikaisuvaatimus on hyväksytty. Päätös on kumottu, ja hakemuksesta tehdään uusi päätös.
rectification-decided-dismissed = Hankkeen ”{ $project }” avustuspäätöstä koskeva oikaisuvaatimus on jätetty tutkimatta, koska se tehtiin määräajan jälkeen.
rectification-decided-list = Perustelut
rectification-decided-action = Lue ratkaisu ja kerro siitä hankkeen osatoteuttajille.
rectification-decided-action-changed = Lue ratkaisu. Saat ilmoituksen, kun uusi päätös on tehty.
rectification-decided-button = Avaa oikaisuvaatimus
rectification-decided-why = Saat tämän viestin, koska edustat hankkeen vastuukuntaa.

call-closing-subject = Haku päättyy { $due-short }: { $project }
call-closing-situation = Haku ”{ $call }” päättyy { $due } kello 24 Suomen aikaa. Hakemusta ”{ $project }” ei ole vielä jätetty. Haun päätyttyä sitä ei voi jättää.
call-closing-action = Tarkista, mitä hakemuksesta vielä puuttuu, ja jätä se ennen haun päättymistä.
call-closing-button = Avaa hakemus
call-closing-why = Saat tämän viestin, koska kuntasi johtaa hakemusta tähän hakuun.
