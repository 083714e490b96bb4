# Texter som är gemensamma för alla meddelanden

greeting = Hej!
action-heading = Gör så här
link-fallback = Om knappen inte fungerar, kopiera denna adress till webbläsaren:
footer-automatic = Detta meddelande har skickats automatiskt av { $installation }.
footer-reply = Du kan svara på detta meddelande.
footer-no-reply = Svara inte på detta meddelande, för svaren läses inte.

fact-project = Projekt
fact-reference = Projektets beteckning
fact-municipality = Kommun
fact-lead-municipality = Ansvarskommun
fact-partners = Delgenomförare
fact-obligation = Skyldighet
fact-period = Period
fact-due = Tidsfrist
fact-call = Utlysning
fact-costs = Kommunens kostnader
fact-own-funding = Egen finansiering
fact-applied = Understöd som söks
fact-received = Inkom
fact-decided = Beslutsdatum
fact-award = Understöd högst
fact-rate = Andel av de godtagbara kostnaderna
fact-accept-by = Ska godkännas senast
fact-use-period = Användningstid
fact-claim = Utbetalningsansökan
fact-claimed = Belopp som söks
fact-recipient = Mottagare
fact-amount = Utbetalt
fact-paid = Utbetalningsdag
fact-payment-reference = Referens
claim-number = nr { $claim }
fact-advance = Förskott
fact-unpaid = Obetalt
fact-failed = Misslyckades
instalment-number = rat { $instalment }
