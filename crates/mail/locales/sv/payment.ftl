# Utbetalningsansökningar och utbetalningar

claim-supplement-requested-subject = Begäran om komplettering: utbetalningsansökan nr { $claim }, svara senast { $due-short } – { $project }
claim-supplement-requested-situation = Utbetalningsansökan nr { $claim } för projektet ”{ $project }” måste kompletteras för att den ska kunna avgöras.
claim-supplement-requested-list = Begärda kompletteringar
claim-supplement-requested-action = Besvara frågorna senast { $due }. Själva utbetalningsansökan behöver inte lämnas in på nytt.
claim-supplement-requested-button = Öppna begäran om komplettering
claim-supplement-requested-why = Du får detta meddelande eftersom du företräder projektets ansvarskommun.

claim-received-subject = Utbetalningsansökan nr { $claim } har tagits emot: { $project }
claim-received-situation = Utbetalningsansökan nr { $claim } för projektet ”{ $project }” togs emot { $received }.
claim-received-next = Du får ett meddelande när understödet har betalats ut eller om utbetalningsansökan behöver kompletteras.
claim-received-action = Kontrollera uppgifterna i utbetalningsansökan. Du behöver inte göra något annat nu.
claim-received-button = Öppna utbetalningsansökan
claim-received-why = Du får detta meddelande eftersom du företräder projektets ansvarskommun.

payout-confirmed-subject = Understöd utbetalt { $amount }: utbetalningsansökan nr { $claim } – { $project }
payout-confirmed-situation = På grundval av utbetalningsansökan nr { $claim } för projektet ”{ $project }” har { $amount } i understöd betalats ut.
payout-confirmed-subject-advance = Understöd utbetalt { $amount }: förskottets rat { $instalment } – { $project }
payout-confirmed-situation-advance = Rat { $instalment } av förskottet för projektet ”{ $project }” har betalats ut: { $amount }.
payout-confirmed-action = Kontrollera att betalningen har kommit in på mottagarens konto.
payout-confirmed-button = Öppna uppgifterna om utbetalningen
payout-confirmed-why = Du får detta meddelande eftersom du företräder understödets mottagare.

payout-failed-subject = Betalningen misslyckades, { $amount }: utbetalningsansökan nr { $claim } – { $project }
payout-failed-situation = Banken kunde inte betala { $amount } på grundval av utbetalningsansökan nr { $claim } för projektet ”{ $project }”.
payout-failed-subject-advance = Betalningen misslyckades, { $amount }: förskottets rat { $instalment } – { $project }
payout-failed-situation-advance = Banken kunde inte betala rat { $instalment } av förskottet för projektet ”{ $project }”: { $amount }.
payout-failed-list = Bankens uppgift om orsaken
payout-failed-action = Ta reda på vad felet beror på och skapa en ny utbetalning. En annan person godkänner den.
payout-failed-button = Öppna uppgifterna om utbetalningen
payout-failed-why = Du får detta meddelande eftersom du handlägger understöd hos myndigheten.

payment-hold-set-subject = Utbetalningen avbruten: { $project }
payment-hold-set-situation = Utbetalningen av understöd till projektet ”{ $project }” avbröts { $set }.
payment-hold-set-list = Motivering
payment-hold-set-next = Inget understöd betalas ut förrän myndigheten har beslutat att utbetalningen fortsätter.
payment-hold-set-action = Se på projektets sida vad avbrottet förutsätter och kontakta myndigheten vid behov.
payment-hold-set-button = Öppna projektet
payment-hold-set-why = Du får detta meddelande eftersom du svarar för projektet i ansvarskommunen.

payment-hold-lifted-subject = Utbetalningen fortsätter: { $project }
payment-hold-lifted-situation = Det beslutades { $lifted } att utbetalningen av understöd till projektet ”{ $project }” fortsätter.
payment-hold-lifted-list = Motivering
payment-hold-lifted-action = Se läget för projektets utbetalningsansökningar på projektets sida.
payment-hold-lifted-button = Öppna projektet
payment-hold-lifted-why = Du får detta meddelande eftersom du svarar för projektet i ansvarskommunen.

transfers-due-subject = Betala andelarna vidare senast { $due-short }: utbetalningsansökan nr { $claim } – { $project }
transfers-due-subject-late = Försenat: andelar har inte betalats vidare, utbetalningsansökan nr { $claim } – { $project }
transfers-due-situation = Understödet enligt utbetalningsansökan nr { $claim } för projektet ”{ $project }” har betalats till din kommun. Delgenomförarnas andelar ska betalas vidare senast { $due }.
transfers-due-late = Delgenomförarnas andelar enligt utbetalningsansökan nr { $claim } för projektet ”{ $project }” skulle betalas vidare senast { $due }. Följande har inte antecknats som vidarebetalda eller har inte kommit fram.
transfers-due-list = Andelar att betala vidare
transfers-due-action = Betala andelarna och anteckna var och en av dem på projektets sida.
transfers-due-action-late = Betala andelarna utan dröjsmål och anteckna var och en av dem på projektets sida.
transfers-due-button = Öppna projektet
transfers-due-why = Du får detta meddelande eftersom du företräder projektets ansvarskommun.
