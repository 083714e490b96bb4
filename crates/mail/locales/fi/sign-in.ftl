# Kirjautuminen

sign-in-link-subject = Kirjautumislinkki: { $installation }
sign-in-link-situation = Joku, luultavasti sinä, pyysi tällä osoitteella linkkiä, jolla kirjaudutaan palveluun { $installation }. Linkki on voimassa { $minutes } minuuttia ja toimii kerran, siinä selaimessa, jossa sitä pyydettiin.
sign-in-link-unasked = Jos et pyytänyt linkkiä, sinun ei tarvitse tehdä mitään: linkillä ei pääse sisään ilman tätä viestiä ja samaa selainta.
sign-in-link-action = Avaa linkki samassa selaimessa ja paina sivulla olevaa painiketta.
sign-in-link-button = Kirjaudu
sign-in-link-why = Saat tämän viestin, koska linkkiä pyydettiin kirjautumissivulla. Älä anna sitä muille.

fact-passkey = Avain

passkey-added-subject = Uusi pääsyavain: { $installation }
passkey-added-situation = Sinulle lisättiin pääsyavain ”{ $name }” { $day } klo { $time }. Sillä voi nyt kirjautua nimissäsi palveluun { $installation }.
passkey-added-unasked = Jos et lisännyt sitä itse, poista se heti, päätä istuntosi ja kerro organisaatiosi ylläpitäjälle: joku on päässyt kirjautumaan nimissäsi.
passkey-added-action = Katso, mitkä pääsyavaimet sinulla on.
passkey-added-button = Avaa pääsyavaimet
passkey-added-why = Saat tämän viestin aina, kun tapasi kirjautua muuttuvat.

passkey-removed-subject = Pääsyavain poistettu: { $installation }
passkey-removed-situation = Pääsyavaimesi ”{ $name }” poistettiin { $day } klo { $time }. Sillä ei enää kirjauduta palveluun { $installation }.
passkey-removed-unasked = Jos et poistanut sitä itse, päätä istuntosi ja kerro organisaatiosi ylläpitäjälle: joku on päässyt kirjautumaan nimissäsi.
passkey-removed-action = Poista avain myös laitteestasi. Katso, mitkä pääsyavaimet sinulla on.
passkey-removed-button = Avaa pääsyavaimet
passkey-removed-why = Saat tämän viestin aina, kun tapasi kirjautua muuttuvat.
