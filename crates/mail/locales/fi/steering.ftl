# Ohjausryhmän kokoukset

fact-meeting-day = Kokouspäivä
fact-meeting-begins = Alkaa klo
fact-meeting-place = Paikka

steering-meeting-planned-subject = Ohjausryhmän { $number }. kokous { $day-short }: { $project }
steering-meeting-planned-situation = Hankkeen ”{ $project }” ohjausryhmän { $number }. kokous pidetään { $day } klo { $begins }.
steering-meeting-planned-list = Esityslista
steering-meeting-planned-action = Merkitse kokous kalenteriisi; se on tämän viestin liitteenä.
steering-meeting-planned-button = Avaa kokous
steering-meeting-planned-why = Saat tämän viestin, koska olet ohjausryhmän jäsen.

steering-meeting-cancelled-subject = Ohjausryhmän { $number }. kokous on peruttu: { $project }
steering-meeting-cancelled-situation = Hankkeen ”{ $project }” ohjausryhmän { $number }. kokousta ei pidetä { $day } klo { $begins }.
steering-meeting-cancelled-list = Syy
steering-meeting-cancelled-action = Poista kokous kalenteristasi.
steering-meeting-cancelled-button = Avaa kokous
steering-meeting-cancelled-why = Saat tämän viestin, koska olet ohjausryhmän jäsen.
