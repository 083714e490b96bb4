# Vastuuhenkilöt

fact-vacant-since = Paikka avoinna
fact-predecessor = Ennen sinua
fact-first-day = Alkaen

duty-vacant-subject-owner = Hankkeelta puuttuu omistaja, { $municipality }: { $project }
duty-vacant-subject-manager = Hankkeelta puuttuu projektipäällikkö: { $project }
duty-vacant-owner = Kunta { $municipality } on ollut { $since } alkaen ilman hankkeen ”{ $project }” omistajaa.
duty-vacant-manager = Hankkeella ”{ $project }” ei ole ollut { $since } alkaen projektipäällikköä.
duty-vacant-deputy = Varahenkilönä toimii { $deputy }. Muistutukset lähetetään varahenkilölle, kunnes omistaja on nimetty.
duty-vacant-nobody = Omistajalle tarkoitetut muistutukset lähetetään kunnan puolesta hyväksyville ja vastuukunnalle, kunnes omistaja on nimetty.
duty-vacant-action-owner = Nimeä hankkeelle omistaja: { $municipality }.
duty-vacant-action-manager = Nimeä hankkeelle projektipäällikkö.
duty-vacant-action-authority = Kysy vastuukunnalta, milloin paikka täytetään.
duty-vacant-button = Avaa hanke
duty-vacant-why = Saat tämän viestin, koska voit nimetä henkilön avoimeen paikkaan.
duty-vacant-why-authority = Saat tämän viestin, koska käsittelet hankkeen valtionavustusta.

duty-taken-subject-first = Sinut on nimetty tehtävään: { $project }
duty-taken-subject = Otat tehtävän vastaan: { $project }
duty-taken-owner = Olet { $first-day } alkaen hankkeen ”{ $project }” omistaja, kuntana { $municipality }.
duty-taken-deputy = Olet { $first-day } alkaen hankkeen ”{ $project }” omistajan varahenkilö, kuntana { $municipality }.
duty-taken-manager = Olet { $first-day } alkaen hankkeen ”{ $project }” projektipäällikkö.
duty-taken-officer = Käsittelet { $first-day } alkaen hankkeen ”{ $project }” valtionavustusta.
duty-taken-predecessor = Ennen sinua tehtävässä oli { $predecessor }.
duty-taken-nothing = Juuri nyt mitään ei ole kesken.
duty-taken-list = Juuri nyt kesken
duty-taken-action-first = Käy läpi, mitä on kesken, ja tutustu hankkeen määräaikoihin.
duty-taken-action = Käy läpi, mitä on kesken, ja sovi edeltäjäsi kanssa, mitä sinun on tiedettävä.
duty-taken-button = Avaa hanke
duty-taken-why-first = Saat tämän viestin, koska sinut on nimetty tehtävään hankkeessa.
duty-taken-why = Saat tämän viestin, koska otat vastaan tehtävän hankkeessa.

matter-cost-reports =
    { $count ->
        [one] { $count } keskeneräinen kustannusselvitys
       *[other] { $count } keskeneräistä kustannusselvitystä
    }
matter-portfolio-reports =
    { $count ->
        [one] { $count } antamatta oleva hankesalkkuraportti
       *[other] { $count } antamatta olevaa hankesalkkuraporttia
    }
matter-claims =
    { $count ->
        [one] { $count } odottava maksatushakemus
       *[other] { $count } odottavaa maksatushakemusta
    }
matter-change-requests =
    { $count ->
        [one] { $count } ratkaisematon muutoshakemus
       *[other] { $count } ratkaisematonta muutoshakemusta
    }
matter-agreements =
    { $count ->
        [one] { $count } allekirjoitusta odottava sopimus
       *[other] { $count } allekirjoitusta odottavaa sopimusta
    }
matter-payouts =
    { $count ->
        [one] { $count } odottava maksu
       *[other] { $count } odottavaa maksua
    }
matter-documents =
    { $count ->
        [one] { $count } ennen sinua tallennettu asiakirja
       *[other] { $count } ennen sinua tallennettua asiakirjaa
    }
