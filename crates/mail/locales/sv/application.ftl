# Från ansökan till beslut

commitment-requested-subject = Begäran om förbindelse: svara senast { $due-short } – { $project }
commitment-requested-situation = { $lead } ansöker om statsunderstöd för projektet ”{ $project }” och ber din kommun förbinda sig till projektet som delgenomförare.
commitment-requested-next = Ansökan kan lämnas in först när alla delgenomförare har förbundit sig till projektet.
commitment-requested-action = Bekräfta kommunens förbindelse eller avböj den senast { $due }.
commitment-requested-button = Öppna begäran
commitment-requested-why = Du får detta meddelande eftersom du kan förbinda dig till projektet på din kommuns vägnar.

application-received-subject = Ansökan har tagits emot: { $project }
application-received-situation = Ansökan om statsunderstöd för projektet ”{ $project }” togs emot { $received }.
application-received-next = Du får ett meddelande när ansökan har avgjorts eller om den behöver kompletteras.
application-received-action = Kontrollera uppgifterna i ansökan. Du behöver inte göra något annat nu.
application-received-button = Öppna ansökan
application-received-why = Du får detta meddelande eftersom din kommun är med i ansökan.

application-supplement-requested-subject = Begäran om komplettering: understödsansökan, svara senast { $due-short } – { $project }
application-supplement-requested-situation = Ansökan för projektet ”{ $project }” måste kompletteras för att den ska kunna avgöras.
application-supplement-requested-list = Begärda kompletteringar
application-supplement-requested-action = Komplettera ansökan och lämna in den på nytt senast { $due }.
application-supplement-requested-button = Öppna ansökan
application-supplement-requested-why = Du får detta meddelande eftersom du företräder ansökans ansvarskommun.

call-corrected-subject = Utlysningen har rättats – { $project }
call-corrected-situation = Utlysningen ”{ $call }” har rättats. Din kommun bereder ansökan ”{ $project }” till den.
call-corrected-draft = Ansökan kan ändras och lämnas in senast { $due }.
call-corrected-submitted = Ansökan har redan lämnats in och gäller som den är. Om rättelsen påverkar den, kontakta statsbidragsmyndigheten.
call-corrected-list = Varför utlysningen rättades
call-corrected-action = Läs vad som har ändrats och kontrollera ansökan.
call-corrected-button = Öppna utlysningen
call-corrected-why = Du får detta meddelande eftersom din kommun leder en ansökan till utlysningen.

review-assigned-subject = En ansökan att bedöma – { $project }
review-assigned-situation = Du har utsetts att bedöma ansökan ”{ $project }” i utlysningen ”{ $call }”.
review-assigned-conflict = Om du är jävig, anmäl det på bedömningens sida och ge inga poäng.
review-assigned-blind = Bedömningen är blind: du ser andras poäng när alla som utsetts har lämnat in sina.
review-assigned-action = Ge poäng och en motivering för varje bedömningskriterium och lämna in bedömningen.
review-assigned-button = Öppna bedömningen
review-assigned-why = Du får detta meddelande eftersom du bedömer ansökningar för statsbidragsmyndigheten.

decision-made-subject-awarded = Beslut: understöd har beviljats – { $project }
decision-made-subject-refused = Beslut: understöd beviljades inte – { $project }
decision-made-awarded = Projektet ”{ $project }” har beviljats statsunderstöd på högst { $amount }, dock högst { $rate } av de godtagbara kostnaderna.
decision-made-how = Understödet godkänns av ansvarskommunens företrädare på beslutets sida. Utbetalning kan sökas när understödet har godkänts.
decision-made-refused = Projektet ”{ $project }” beviljades inte statsunderstöd.
decision-made-list = Motivering
decision-made-action-awarded = Godkänn understödet och dess villkor eller meddela att kommunen avstår från det.
decision-made-action-refused = Läs beslutet och motiveringen.
decision-made-button = Öppna beslutet
decision-made-why = Du får detta meddelande eftersom du företräder projektets ansvarskommun.

rectification-received-subject = Begäran om omprövning av beslut: { $lead } – { $project }
rectification-received-situation = { $lead } begär omprövning av understödsbeslutet för projektet ”{ $project }”. Begäran togs emot { $received }.
rectification-received-late = Begäran kom in efter tidsfristen.
rectification-received-action = Bered svaret på begäran om omprövning. En annan person beslutar.
rectification-received-button = Öppna begäran om omprövning
rectification-received-why = Du får detta meddelande eftersom du handlägger understöd vid myndigheten.

rectification-decided-subject = Begäran om omprövning har avgjorts: { $project }
rectification-decided-unchanged = Begäran om omprövning av understödsbeslutet för projektet ”{ $project }” har avslagits. Beslutet ändras inte.
rectification-decided-changed = Begäran om omprövning av understödsbeslutet för projektet ”{ $project }” har godkänts. Beslutet har upphävts och ett nytt beslut fattas om ansökan.
rectification-decided-dismissed = Begäran om omprövning av understödsbeslutet för projektet ”{ $project }” har avvisats eftersom den gjordes efter tidsfristen.
rectification-decided-list = Motivering
rectification-decided-action = Läs avgörandet och informera projektets delgenomförare om det.
rectification-decided-action-changed = Läs avgörandet. Du får ett meddelande när det nya beslutet har fattats.
rectification-decided-button = Öppna begäran om omprövning
rectification-decided-why = Du får detta meddelande eftersom du företräder projektets ansvarskommun.

call-closing-subject = Utlysningen stänger { $due-short }: { $project }
call-closing-situation = Utlysningen ”{ $call }” stänger { $due } klockan 24 finländsk tid. Ansökan ”{ $project }” har ännu inte lämnats in. När utlysningen har stängt kan den inte lämnas in.
call-closing-action = Kontrollera vad som ännu saknas i ansökan och lämna in den innan utlysningen stänger.
call-closing-button = Öppna ansökan
call-closing-why = Du får detta meddelande eftersom din kommun leder en ansökan till denna utlysning.
