# Styrgruppens möten

fact-meeting-day = Mötesdag
fact-meeting-begins = Börjar kl.
fact-meeting-place = Plats

steering-meeting-planned-subject = Styrgruppens möte nr { $number } { $day-short }: { $project }
steering-meeting-planned-situation = Styrgruppen för projektet ”{ $project }” håller sitt möte nr { $number } { $day } kl. { $begins }.
steering-meeting-planned-list = Föredragningslista
steering-meeting-planned-action = Anteckna mötet i din kalender; det finns som bilaga till detta meddelande.
steering-meeting-planned-button = Öppna mötet
steering-meeting-planned-why = Du får detta meddelande eftersom du är medlem i styrgruppen.

steering-meeting-cancelled-subject = Styrgruppens möte nr { $number } är inställt: { $project }
steering-meeting-cancelled-situation = Styrgruppen för projektet ”{ $project }” håller inte sitt möte nr { $number } { $day } kl. { $begins }.
steering-meeting-cancelled-list = Orsak
steering-meeting-cancelled-action = Ta bort mötet från din kalender.
steering-meeting-cancelled-button = Öppna mötet
steering-meeting-cancelled-why = Du får detta meddelande eftersom du är medlem i styrgruppen.
