# Returnerade redovisningar och rapporter

cost-report-returned-subject = Kostnadsredovisningen har returnerats för korrigering: { $project }, { $period }
cost-report-returned-situation = Ansvarskommunen har returnerat din kommuns kostnadsredovisning för korrigering i projektet ”{ $project }”.
cost-report-returned-list = Att korrigera
cost-report-returned-action = Korrigera kostnadsredovisningen och lämna in den på nytt senast { $due }.
cost-report-returned-button = Öppna kostnadsredovisningen
cost-report-returned-why = Du får detta meddelande eftersom du svarar för din kommuns kostnadsredovisning.

portfolio-report-returned-subject = Begäran om tilläggsuppgifter: projektportföljrapport – { $project }
portfolio-report-returned-situation = Tilläggsuppgifter begärs om projektportföljrapporten för projektet ”{ $project }” innan den kan godkännas.
portfolio-report-returned-list = Frågor
portfolio-report-returned-action = Besvara frågorna och lämna in rapporten på nytt senast { $due }.
portfolio-report-returned-button = Öppna projektportföljrapporten
portfolio-report-returned-why = Du får detta meddelande eftersom du svarar för projektets projektportföljrapport.

obligation-returned-subject = Begäran om tilläggsuppgifter: { $obligation } – { $project }
obligation-returned-situation = Tilläggsuppgifter begärs om { $obligation-definite } för projektet ”{ $project }” innan den kan godkännas.
obligation-returned-list = Frågor
obligation-returned-action = Besvara frågorna och lämna in { $obligation-definite } på nytt senast { $due }.
obligation-returned-button = Öppna { $obligation-definite }
obligation-returned-why = Du får detta meddelande eftersom du företräder projektets ansvarskommun.

obligation-extended-subject = Mer tid till { $due-short }: { $obligation }, { $municipality } – { $project }
obligation-extended-situation = En tidsfrist i projektet ”{ $project }” har förlängts. { $municipality }: { $obligation-definite } ska nu lämnas in senast { $due }.
obligation-extended-list = Motivering
obligation-extended-action = Lämna in { $obligation-definite } senast { $due }.
obligation-extended-button = Öppna { $obligation-definite }
obligation-extended-why = Du får detta meddelande eftersom du svarar för den här skyldigheten på din kommuns vägnar.

obligation-waived-subject = Behöver inte lämnas in: { $obligation }, { $municipality } – { $project }
obligation-waived-situation = Myndigheten har avstått från ett krav i projektet ”{ $project }”. { $municipality }: { $obligation-definite } behöver inte längre lämnas in, och inga påminnelser skickas om saken.
obligation-waived-list = Motivering
obligation-waived-action = Läs motiveringen. Du behöver inte göra något annat nu.
obligation-waived-button = Öppna { $obligation-definite }
obligation-waived-why = Du får detta meddelande eftersom du svarade för den här skyldigheten på din kommuns vägnar.
