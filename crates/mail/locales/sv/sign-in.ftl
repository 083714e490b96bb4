# Inloggning

sign-in-link-subject = Din inloggningslänk till { $installation }
sign-in-link-situation = Någon, troligen du, bad med den här adressen om en länk för att logga in i { $installation }. Länken gäller i { $minutes } minuter och för en inloggning, i den webbläsare där den beställdes.
sign-in-link-unasked = Om du inte bad om länken behöver du inte göra något: ingen kan logga in med den utan det här meddelandet och samma webbläsare.
sign-in-link-action = Öppna länken i samma webbläsare och tryck på knappen på sidan.
sign-in-link-button = Logga in
sign-in-link-why = Du får det här meddelandet eftersom en länk beställdes på inloggningssidan. Ge den inte vidare.
