# Enkäter

fact-survey-asker = Frågeställare
survey-apart = Svaret sparas utan ditt namn och din adress: det syns inte vem som har gett det. Av inbjudan framgår bara att den har besvarats.

survey-invitation-subject = Besvara enkäten ”{ $survey }”: { $project }
survey-invitation-situation = { $asker } frågar dig: ”{ $survey }”. Enkäten kan besvaras till och med { $due }.
survey-invitation-action = Öppna enkäten och svara. Du kan ändra ditt svar via samma länk tills enkäten stängs.
survey-invitation-button = Besvara enkäten
survey-invitation-why = Du får detta meddelande eftersom { $asker } har bjudit in dig att svara. Länken är din egen, skicka den inte vidare.

survey-reminder-subject = Enkäten stängs { $due-short }: { $project }
survey-reminder-situation = { $asker } bad dig besvara enkäten ”{ $survey }”, och din inbjudan har inte besvarats ännu. Enkäten kan besvaras till och med { $due }.
survey-reminder-action = Öppna enkäten och svara. Du kan ändra ditt svar via samma länk tills enkäten stängs.
survey-reminder-button = Besvara enkäten
survey-reminder-why = Du får detta meddelande eftersom { $asker } har bjudit in dig att svara. Länken är din egen, skicka den inte vidare.
