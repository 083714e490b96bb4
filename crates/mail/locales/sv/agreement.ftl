# Avtalet mellan kommunerna

agreement-offered-subject = Underteckna avtalet om användning av understödet senast { $due-short }: { $project }
agreement-offered-situation = { $lead } ber kommunerna underteckna avtalet om användning av understödet för projektet ”{ $project }”. Ännu saknas underskriften av { $municipality }.
agreement-offered-next = Understödet kan överföras till kommunerna först när varje kommun har undertecknat avtalet.
agreement-offered-action = Läs avtalet och underteckna det på din kommuns vägnar senast { $due }.
agreement-offered-button = Öppna avtalet
agreement-offered-why = Du får detta meddelande eftersom du kan underteckna avtalet på din kommuns vägnar.

agreement-in-force-subject = Avtalet om användning av understödet gäller: { $project }
agreement-in-force-situation = Varje kommun har undertecknat avtalet om användning av understödet för projektet ”{ $project }”. Det trädde i kraft { $since }.
agreement-in-force-next = Ansvarskommunen kan nu överföra kommunernas andelar av understödet till dem.
agreement-in-force-action = Spara avtalet i din kommuns ärendehantering. Du behöver inte göra något annat nu.
agreement-in-force-button = Öppna avtalet
agreement-in-force-why = Du får detta meddelande eftersom din kommun är part i avtalet.

agreement-terminated-subject = Avtalet om användning av understödet har avslutats: { $project }
agreement-terminated-situation = { $lead } har avslutat avtalet om användning av understödet för projektet ”{ $project }”.
agreement-terminated-next = Understöd överförs inte förrän ett nytt avtal gäller. Understöd som redan har överförts påverkas inte.
agreement-terminated-list = Orsak
agreement-terminated-action = Läs orsaken och kom överens med ansvarskommunen om fortsättningen.
agreement-terminated-button = Öppna avtalet
agreement-terminated-why = Du får detta meddelande eftersom din kommun är part i avtalet.
