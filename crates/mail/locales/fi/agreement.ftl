# Kuntien välinen sopimus

agreement-offered-subject = Allekirjoita sopimus avustuksen käytöstä viimeistään { $due-short }: { $project }
agreement-offered-situation = { $lead } pyytää kuntia allekirjoittamaan sopimuksen hankkeen ”{ $project }” avustuksen käytöstä. Allekirjoitus puuttuu vielä: { $municipality }.
agreement-offered-next = Avustusta voidaan siirtää kunnille vasta, kun jokainen kunta on allekirjoittanut sopimuksen.
agreement-offered-action = Lue sopimus ja allekirjoita se kuntasi puolesta viimeistään { $due }.
agreement-offered-button = Avaa sopimus
agreement-offered-why = Saat tämän viestin, koska voit allekirjoittaa sopimuksen kuntasi puolesta.

agreement-in-force-subject = Sopimus avustuksen käytöstä on voimassa: { $project }
agreement-in-force-situation = Jokainen kunta on allekirjoittanut sopimuksen hankkeen ”{ $project }” avustuksen käytöstä. Se tuli voimaan { $since }.
agreement-in-force-next = Vastuukunta voi nyt siirtää kunnille niiden osuudet avustuksesta.
agreement-in-force-action = Tallenna sopimus kuntasi asianhallintaan. Muuta sinulta ei nyt tarvita.
agreement-in-force-button = Avaa sopimus
agreement-in-force-why = Saat tämän viestin, koska kuntasi on sopimuksen osapuoli.

agreement-terminated-subject = Sopimus avustuksen käytöstä on päätetty: { $project }
agreement-terminated-situation = { $lead } on päättänyt sopimuksen hankkeen ”{ $project }” avustuksen käytöstä.
agreement-terminated-next = Avustusta ei siirretä ennen kuin uusi sopimus on voimassa. Jo siirrettyä avustusta sopimuksen päättyminen ei muuta.
agreement-terminated-list = Syy
agreement-terminated-action = Lue syy ja sovi jatkosta vastuukunnan kanssa.
agreement-terminated-button = Avaa sopimus
agreement-terminated-why = Saat tämän viestin, koska kuntasi on sopimuksen osapuoli.
