# Rättelser och återkrav

fact-change-of-costs = Ändring av godkända kostnader
fact-principal = Belopp som återkrävs
fact-interest = Ränta till förfallodagen
fact-total = Att betala sammanlagt
fact-open = Obetalt

correction-proposed-subject = Rättelse nr { $number } föreslagen: { $municipality } – { $project }
correction-proposed-situation = En rättelse har föreslagits i kostnader som redan godkänts i projektet ”{ $project }”. Kommunen är { $municipality }. Inget ändras innan två personer vid myndigheten har godkänt rättelsen.
correction-proposed-list = Iakttagelse
correction-proposed-action = Ta del av iakttagelsen. Om den inte stämmer, meddela myndigheten innan rättelsen godkänns.
correction-proposed-button = Öppna rättelsen
correction-proposed-why = Du får detta meddelande eftersom du handlägger projektet vid myndigheten, leder det eller bereder kommunens kostnader.

recovery-notice-subject = Hörande: återkrav av understöd, svara senast { $due-short } – { $project }
recovery-notice-situation = Myndigheten överväger att återkräva { $amount } av understödet för projektet ”{ $project }”. Din kommun hörs innan ärendet avgörs.
recovery-notice-list = Grunder
recovery-notice-action = Svara på hörandet senast { $due }. Därefter kan ärendet avgöras också utan svar.
recovery-notice-button = Öppna återkravet
recovery-notice-why = Du får detta meddelande eftersom du företräder projektets ansvarskommun.

recovery-decided-subject = Beslut: { $amount } av understödet ska återbetalas senast { $due-short } – { $project }
recovery-decided-situation = Myndigheten har beslutat att återkräva understöd för projektet ”{ $project }”. Beloppet som ska betalas är { $amount }.
recovery-decided-list = Motivering till beslutet
recovery-decided-action = Betala beloppet senast { $due }. På belopp som betalas för sent tas dröjsmålsränta ut.
recovery-decided-button = Öppna beslutet
recovery-decided-why = Du får detta meddelande eftersom du företräder projektets ansvarskommun.

recovery-late-subject = Försenat: återkrävt understöd obetalt, { $amount } – { $project }
recovery-late-situation = Av det återkrävda understödet för projektet ”{ $project }” är { $amount } obetalt. Förfallodagen var { $due }. Dröjsmålsränta tas ut till betalningsdagen.
recovery-late-action = Betala beloppet utan dröjsmål eller kontakta myndigheten.
recovery-late-button = Öppna återkravet
recovery-late-why = Du får detta meddelande eftersom du företräder projektets ansvarskommun.
