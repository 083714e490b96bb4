# Kyselyt

fact-survey-asker = Kysyjä
survey-apart = Vastaus tallennetaan ilman nimeäsi ja osoitettasi: siitä ei näe, kuka sen antoi. Kutsusta jää tietoon vain, että siihen on vastattu.

survey-invitation-subject = Vastaa kyselyyn ”{ $survey }”: { $project }
survey-invitation-situation = { $asker } kysyy sinulta: ”{ $survey }”. Kyselyyn voi vastata { $due } asti.
survey-invitation-action = Avaa kysely ja vastaa. Voit muuttaa vastaustasi samasta linkistä, kunnes kysely sulkeutuu.
survey-invitation-button = Vastaa kyselyyn
survey-invitation-why = Saat tämän viestin, koska { $asker } on kutsunut sinut vastaamaan. Linkki on sinun omasi, älä välitä sitä eteenpäin.

survey-reminder-subject = Kysely sulkeutuu { $due-short }: { $project }
survey-reminder-situation = { $asker } pyysi sinua vastaamaan kyselyyn ”{ $survey }”, eikä kutsuusi ole vielä vastattu. Kyselyyn voi vastata { $due } asti.
survey-reminder-action = Avaa kysely ja vastaa. Voit muuttaa vastaustasi samasta linkistä, kunnes kysely sulkeutuu.
survey-reminder-button = Vastaa kyselyyn
survey-reminder-why = Saat tämän viestin, koska { $asker } on kutsunut sinut vastaamaan. Linkki on sinun omasi, älä välitä sitä eteenpäin.
