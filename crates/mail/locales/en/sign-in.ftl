# Signing in

sign-in-link-subject = Your link to sign in to { $installation }
sign-in-link-situation = Somebody, probably you, asked for a link to sign in to { $installation } with this address. The link is good for { $minutes } minutes and for one sign-in, in the browser in which it was asked for.
sign-in-link-unasked = If you did not ask for it, you need not do anything: nobody signs in with the link without this message and that browser.
sign-in-link-action = Open the link in the same browser and press the button on the page.
sign-in-link-button = Sign in
sign-in-link-why = You receive this message because a link was asked for on the sign-in page. Do not pass it on.
