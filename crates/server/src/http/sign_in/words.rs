//! The words of the pages in each language.

use talkoot_app::identity::NotSignedIn;
use talkoot_domain::language::Language;

pub(super) struct Words {
    pub(super) title: &'static str,
    pub(super) provider: &'static str,
    pub(super) address: &'static str,
    pub(super) link_help: &'static str,
    pub(super) send: &'static str,
    pub(super) no_address: &'static str,
    pub(super) no_way: &'static str,
    pub(super) asked: &'static str,
    pub(super) asked_more: &'static str,
    pub(super) confirm: &'static str,
    pub(super) signed_in: &'static str,
    pub(super) go_on: &'static str,
    pub(super) sign_out: &'static str,
    pub(super) signed_out: &'static str,
    pub(super) not_signed_in: &'static str,
    pub(super) elsewhere: &'static str,
    pub(super) failed: &'static str,
    pub(super) again: &'static str,
}

pub(super) const fn words(language: Language) -> Words {
    match language {
        Language::Fi => Words {
            title: "Kirjaudu",
            provider: "Kirjaudu organisaatiosi tunnuksella:",
            address: "Sähköpostiosoite",
            link_help: "Lähetämme osoitteeseen linkin, jolla kirjaudut tässä selaimessa. Salasanaa ei ole.",
            send: "Lähetä linkki",
            no_address: "Tarkista osoite; sen muoto on esimerkiksi nimi@kunta.fi.",
            no_way: "Tässä palvelussa ei kirjauduta selaimella. Pyydä ylläpidolta käyttöoikeustunniste.",
            asked: "Jos osoite kuuluu jollekulle, jolla on tehtävä palvelussa, siihen lähetetään linkki. Avaa se tässä selaimessa 15 minuutin kuluessa.",
            asked_more: "Jos viestiä ei tule, tarkista osoite ja roskapostikansio, tai kysy organisaatiosi ylläpitäjältä, mikä osoite sinulle on merkitty.",
            confirm: "Paina painiketta, niin kirjaudut tässä selaimessa.",
            signed_in: "Olet kirjautunut:",
            go_on: "Jatka",
            sign_out: "Kirjaudu ulos",
            signed_out: "Olet kirjautunut ulos tässä selaimessa.",
            not_signed_in: "Kirjautuminen ei onnistunut",
            elsewhere: "Lomaketta ei lähetetty tämän palvelun sivulta. Avaa kirjautumissivu ja yritä siellä uudelleen.",
            failed: "Palvelussa tapahtui virhe, ja se on kirjattu. Yritä hetken kuluttua uudelleen.",
            again: "Kirjautumissivulle",
        },
        Language::Sv => Words {
            title: "Logga in",
            provider: "Logga in med din organisations konto:",
            address: "E-postadress",
            link_help: "Vi skickar en länk till adressen, och med den loggar du in i den här webbläsaren. Det finns inget lösenord.",
            send: "Skicka länken",
            no_address: "Kontrollera adressen; den ser ut så här: namn@kommun.fi.",
            no_way: "I den här tjänsten loggar man inte in med webbläsare. Be administratören om en åtkomstnyckel.",
            asked: "Om adressen hör till någon som har en uppgift i tjänsten skickas en länk dit. Öppna den i den här webbläsaren inom 15 minuter.",
            asked_more: "Om inget meddelande kommer, kontrollera adressen och skräpposten, eller fråga administratören i din organisation vilken adress som är antecknad för dig.",
            confirm: "Tryck på knappen för att logga in i den här webbläsaren.",
            signed_in: "Du är inloggad:",
            go_on: "Fortsätt",
            sign_out: "Logga ut",
            signed_out: "Du är utloggad i den här webbläsaren.",
            not_signed_in: "Inloggningen lyckades inte",
            elsewhere: "Formuläret skickades inte från en sida i den här tjänsten. Öppna inloggningssidan och försök på nytt där.",
            failed: "Ett fel inträffade i tjänsten och har antecknats. Försök på nytt om en stund.",
            again: "Till inloggningssidan",
        },
        Language::En => Words {
            title: "Sign in",
            provider: "Sign in with your organisation's account:",
            address: "E-mail address",
            link_help: "We send a link to the address; with it you sign in in this browser. There is no password.",
            send: "Send the link",
            no_address: "Check the address; it looks like name@municipality.fi.",
            no_way: "Nobody signs in to this service with a browser. Ask the administrator for a token.",
            asked: "If the address belongs to somebody who has a role in the service, a link is sent to it. Open it in this browser within 15 minutes.",
            asked_more: "If no message arrives, check the address and the junk mail, or ask the administrator of your organisation which address is recorded for you.",
            confirm: "Press the button to sign in in this browser.",
            signed_in: "You are signed in:",
            go_on: "Go on",
            sign_out: "Sign out",
            signed_out: "You are signed out in this browser.",
            not_signed_in: "You are not signed in",
            elsewhere: "The form was not sent from a page of this service. Open the sign-in page and try again there.",
            failed: "Something failed on our side; it has been logged. Try again in a moment.",
            again: "To the sign-in page",
        },
    }
}

/// Why nobody was signed in, and what to do.
pub(super) const fn reason(language: Language, why: NotSignedIn) -> &'static str {
    let texts = match why {
        NotSignedIn::Gone => [
            "Linkkiä tai kirjautumista on jo käytetty, tai se on vanhentunut. Aloita kirjautuminen alusta.",
            "Länken eller inloggningen har redan använts eller är för gammal. Börja inloggningen från början.",
            "The link or the sign-in was used already or is too old. Begin to sign in anew.",
        ],
        NotSignedIn::OtherBrowser => [
            "Kirjautuminen aloitettiin toisessa selaimessa. Avaa linkki siinä selaimessa tai aloita kirjautuminen tässä alusta.",
            "Inloggningen började i en annan webbläsare. Öppna länken där, eller börja inloggningen från början här.",
            "The sign-in began in another browser. Open the link there, or begin anew in this one.",
        ],
        NotSignedIn::UnknownPerson => [
            "Sähköpostiosoitteesi ei kuulu kenellekään tässä palvelussa. Pyydä organisaatiosi ylläpitäjää lisäämään sinut.",
            "Din e-postadress hör inte till någon i den här tjänsten. Be administratören i din organisation lägga till dig.",
            "Your e-mail address belongs to nobody in this service. Ask the administrator of your organisation to add you.",
        ],
        NotSignedIn::UnverifiedAddress => [
            "Organisaatiosi kirjautumispalvelu ei vahvista sähköpostiosoitettasi. Pyydä kirjautumispalvelun ylläpitoa vahvistamaan osoite ja yritä uudelleen.",
            "Din organisations inloggningstjänst bekräftar inte din e-postadress. Be dem som sköter inloggningstjänsten bekräfta adressen och försök på nytt.",
            "Your organisation's sign-in service does not confirm your e-mail address. Ask those who run it to verify the address, and try again.",
        ],
        NotSignedIn::OtherAccount => [
            "Sinuun on jo yhdistetty toinen tili samassa kirjautumispalvelussa. Kirjaudu sillä tai pyydä palvelun ylläpitoa selvittämään asia.",
            "Ett annat konto i samma inloggningstjänst är redan kopplat till dig. Logga in med det, eller be dem som sköter tjänsten reda ut saken.",
            "Another account of the same sign-in service is tied to you already. Sign in with that one, or ask those who run this service to look into it.",
        ],
        NotSignedIn::NoRole => [
            "Sinulla ei ole nyt mitään tehtävää palvelussa. Pyydä organisaatiosi ylläpitäjää antamaan sinulle rooli.",
            "Du har för närvarande ingen uppgift i tjänsten. Be administratören i din organisation ge dig en roll.",
            "You hold no role in the service at present. Ask the administrator of your organisation for one.",
        ],
        NotSignedIn::NotBelieved => [
            "Kirjautumispalvelun vastausta ei voitu varmistaa, joten sitä ei hyväksytty. Aloita alusta; jos tämä toistuu, kerro palvelun ylläpidolle.",
            "Inloggningstjänstens svar kunde inte kontrolleras och godtogs därför inte. Börja från början; om det upprepas, berätta för dem som sköter tjänsten.",
            "What the sign-in service answered could not be verified, so it was not accepted. Begin anew; if it happens again, tell those who run this service.",
        ],
        NotSignedIn::ProviderRefused => [
            "Kirjautumispalvelu ei kirjannut sinua sisään. Yritä uudelleen tai kysy kirjautumispalvelun ylläpidolta.",
            "Inloggningstjänsten loggade inte in dig. Försök på nytt, eller fråga dem som sköter inloggningstjänsten.",
            "The sign-in service did not sign you in. Try again, or ask those who run it.",
        ],
        NotSignedIn::ProviderAway => [
            "Organisaatiosi kirjautumispalveluun ei saada yhteyttä. Yritä hetken kuluttua uudelleen.",
            "Din organisations inloggningstjänst kan inte nås. Försök på nytt om en stund.",
            "Your organisation's sign-in service cannot be reached. Try again in a moment.",
        ],
    };
    match language {
        Language::Fi => texts[0],
        Language::Sv => texts[1],
        Language::En => texts[2],
    }
}
