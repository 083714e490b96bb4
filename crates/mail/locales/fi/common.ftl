# Kaikille viesteille yhteiset tekstit

greeting = Hei,
action-heading = Tee näin
link-fallback = Jos painike ei toimi, kopioi tämä osoite selaimeen:
footer-automatic = Tämän viestin lähetti { $installation } automaattisesti.
footer-reply = Voit vastata tähän viestiin.
footer-no-reply = Älä vastaa tähän viestiin, sillä vastauksia ei lueta.

fact-project = Hanke
fact-reference = Hankkeen tunnus
fact-municipality = Kunta
fact-lead-municipality = Vastuukunta
fact-partners = Osatoteuttajat
fact-obligation = Velvoite
fact-period = Kausi
fact-due = Määräaika
fact-call = Haku
fact-costs = Kunnan kustannukset
fact-own-funding = Omarahoitus
fact-applied = Haettu avustus
fact-received = Saapunut
fact-decided = Päätöspäivä
fact-award = Avustus enintään
fact-rate = Osuus hyväksyttävistä kustannuksista
fact-accept-by = Hyväksyttävä viimeistään
fact-use-period = Käyttöaika
fact-claim = Maksatushakemus
fact-claimed = Haettu maksu
fact-recipient = Saaja
fact-amount = Maksettu
fact-paid = Maksupäivä
fact-payment-reference = Viite
claim-number = nro { $claim }
fact-advance = Ennakko
fact-unpaid = Maksamatta
fact-failed = Epäonnistui
instalment-number = erä { $instalment }
