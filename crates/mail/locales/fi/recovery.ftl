# Oikaisut ja takaisinperinnät

fact-change-of-costs = Hyväksyttyjen kustannusten muutos
fact-principal = Takaisin perittävä määrä
fact-interest = Korko eräpäivään asti
fact-total = Maksettava yhteensä
fact-open = Maksamatta

correction-proposed-subject = Oikaisu nro { $number } ehdotettu: { $municipality } – { $project }
correction-proposed-situation = Hankkeen ”{ $project }” jo hyväksyttyihin kustannuksiin on ehdotettu oikaisua. Kunta on { $municipality }. Mitään ei muutu ennen kuin kaksi viranomaisen henkilöä on hyväksynyt oikaisun.
correction-proposed-list = Havainto
correction-proposed-action = Tutustu havaintoon. Jos se ei pidä paikkaansa, ilmoita siitä viranomaiselle ennen hyväksymistä.
correction-proposed-button = Avaa oikaisu
correction-proposed-why = Saat tämän viestin, koska käsittelet hanketta viranomaisessa, johdat sitä tai valmistelet kunnan kustannuksia.

recovery-notice-subject = Kuuleminen: avustuksen takaisinperintä, vastaa viimeistään { $due-short } – { $project }
recovery-notice-situation = Viranomainen harkitsee hankkeen ”{ $project }” avustuksen takaisinperintää. Kyse on määrästä { $amount }. Kuntaasi kuullaan ennen asian ratkaisemista.
recovery-notice-list = Perusteet
recovery-notice-action = Vastaa kuulemiseen viimeistään { $due }. Sen jälkeen asia voidaan ratkaista myös ilman vastausta.
recovery-notice-button = Avaa takaisinperintä
recovery-notice-why = Saat tämän viestin, koska edustat hankkeen vastuukuntaa.

recovery-decided-subject = Päätös: avustusta palautettava { $amount } viimeistään { $due-short } – { $project }
recovery-decided-situation = Viranomainen on päättänyt periä takaisin hankkeen ”{ $project }” avustusta. Maksettava määrä on { $amount }.
recovery-decided-list = Päätöksen perustelut
recovery-decided-action = Maksa määrä viimeistään { $due }. Myöhässä maksetulle määrälle peritään viivästyskorko.
recovery-decided-button = Avaa päätös
recovery-decided-why = Saat tämän viestin, koska edustat hankkeen vastuukuntaa.

recovery-late-subject = Myöhässä: takaisin perittyä avustusta maksamatta { $amount } – { $project }
recovery-late-situation = Hankkeen ”{ $project }” takaisin peritystä avustuksesta on maksamatta { $amount }. Eräpäivä oli { $due }. Viivästyskorkoa peritään maksupäivään asti.
recovery-late-action = Maksa määrä viipymättä tai ota yhteyttä viranomaiseen.
recovery-late-button = Avaa takaisinperintä
recovery-late-why = Saat tämän viestin, koska edustat hankkeen vastuukuntaa.
