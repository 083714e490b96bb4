# Palautetut selvitykset ja raportit

cost-report-returned-subject = Kustannusselvitys palautettu korjattavaksi: { $project }, { $period }
cost-report-returned-situation = Vastuukunta on palauttanut kuntasi kustannusselvityksen korjattavaksi hankkeessa ”{ $project }”.
cost-report-returned-list = Korjattavaa
cost-report-returned-action = Korjaa kustannusselvitys ja lähetä se uudelleen viimeistään { $due }.
cost-report-returned-button = Avaa kustannusselvitys
cost-report-returned-why = Saat tämän viestin, koska vastaat kuntasi kustannusselvityksestä.

portfolio-report-returned-subject = Lisätietopyyntö: hankesalkkuraportti – { $project }
portfolio-report-returned-situation = Hankkeen ”{ $project }” hankesalkkuraportista pyydetään lisätietoja, ennen kuin se voidaan hyväksyä.
portfolio-report-returned-list = Kysymykset
portfolio-report-returned-action = Vastaa kysymyksiin ja lähetä raportti uudelleen viimeistään { $due }.
portfolio-report-returned-button = Avaa hankesalkkuraportti
portfolio-report-returned-why = Saat tämän viestin, koska vastaat hankkeen hankesalkkuraportista.

obligation-returned-subject = Lisätietopyyntö: { $obligation } – { $project }
obligation-returned-situation = Hankkeen ”{ $project }” { $obligation } on palautettu täydennettäväksi, ennen kuin se voidaan hyväksyä.
obligation-returned-list = Kysymykset
obligation-returned-action = Vastaa kysymyksiin ja lähetä { $obligation } uudelleen viimeistään { $due }.
obligation-returned-button = Avaa { $obligation }
obligation-returned-why = Saat tämän viestin, koska edustat hankkeen vastuukuntaa.

obligation-extended-subject = Lisäaikaa { $due-short } asti: { $obligation }, { $municipality } – { $project }
obligation-extended-situation = Hankkeen ”{ $project }” määräaikaa on pidennetty. { $municipality }: { $obligation } on nyt toimitettava viimeistään { $due }.
obligation-extended-list = Perustelut
obligation-extended-action = Toimita { $obligation } viimeistään { $due }.
obligation-extended-button = Avaa { $obligation }
obligation-extended-why = Saat tämän viestin, koska vastaat tästä velvoitteesta kuntasi puolesta.

obligation-waived-subject = Ei tarvitse toimittaa: { $obligation }, { $municipality } – { $project }
obligation-waived-situation = Viranomainen on luopunut vaatimuksesta hankkeessa ”{ $project }”. { $municipality }: { $obligation } ei ole enää toimitettava, eikä siitä muistuteta.
obligation-waived-list = Perustelut
obligation-waived-action = Lue perustelut. Muuta sinun ei tarvitse nyt tehdä.
obligation-waived-button = Avaa { $obligation }
obligation-waived-why = Saat tämän viestin, koska vastasit tästä velvoitteesta kuntasi puolesta.
