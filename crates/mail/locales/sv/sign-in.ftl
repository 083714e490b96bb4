# Inloggning

sign-in-link-subject = Din inloggningslänk till { $installation }
sign-in-link-situation = Någon, troligen du, bad med den här adressen om en länk för att logga in i { $installation }. Länken gäller i { $minutes } minuter och för en inloggning, i den webbläsare där den beställdes.
sign-in-link-unasked = Om du inte bad om länken behöver du inte göra något: ingen kan logga in med den utan det här meddelandet och samma webbläsare.
sign-in-link-action = Öppna länken i samma webbläsare och tryck på knappen på sidan.
sign-in-link-button = Logga in
sign-in-link-why = Du får det här meddelandet eftersom en länk beställdes på inloggningssidan. Ge den inte vidare.

fact-passkey = Nyckel

passkey-added-subject = Ny inloggningsnyckel: { $installation }
passkey-added-situation = Inloggningsnyckeln ”{ $name }” lades till för dig { $day } kl. { $time }. Med den kan man nu logga in i { $installation } i ditt namn.
passkey-added-unasked = Om du inte själv lade till den, ta bort den genast, avsluta dina sessioner och berätta för administratören i din organisation: någon har kunnat logga in i ditt namn.
passkey-added-action = Se vilka inloggningsnycklar du har.
passkey-added-button = Öppna inloggningsnycklarna
passkey-added-why = Du får alltid det här meddelandet när dina sätt att logga in ändras.

passkey-removed-subject = Inloggningsnyckel borttagen: { $installation }
passkey-removed-situation = Din inloggningsnyckel ”{ $name }” togs bort { $day } kl. { $time }. Med den loggar man inte längre in i { $installation }.
passkey-removed-unasked = Om du inte själv tog bort den, avsluta dina sessioner och berätta för administratören i din organisation: någon har kunnat logga in i ditt namn.
passkey-removed-action = Ta bort nyckeln också från din enhet. Se vilka inloggningsnycklar du har.
passkey-removed-button = Öppna inloggningsnycklarna
passkey-removed-why = Du får alltid det här meddelandet när dina sätt att logga in ändras.
