# Kirjautuminen

sign-in-link-subject = Kirjautumislinkki: { $installation }
sign-in-link-situation = Joku, luultavasti sinä, pyysi tällä osoitteella linkkiä, jolla kirjaudutaan palveluun { $installation }. Linkki on voimassa { $minutes } minuuttia ja toimii kerran, siinä selaimessa, jossa sitä pyydettiin.
sign-in-link-unasked = Jos et pyytänyt linkkiä, sinun ei tarvitse tehdä mitään: linkillä ei pääse sisään ilman tätä viestiä ja samaa selainta.
sign-in-link-action = Avaa linkki samassa selaimessa ja paina sivulla olevaa painiketta.
sign-in-link-button = Kirjaudu
sign-in-link-why = Saat tämän viestin, koska linkkiä pyydettiin kirjautumissivulla. Älä anna sitä muille.
