# Signing in

sign-in-link-subject = Your link to sign in to { $installation }
sign-in-link-situation = Somebody, probably you, asked for a link to sign in to { $installation } with this address. The link is good for { $minutes } minutes and for one sign-in, in the browser in which it was asked for.
sign-in-link-unasked = If you did not ask for it, you need not do anything: nobody signs in with the link without this message and that browser.
sign-in-link-action = Open the link in the same browser and press the button on the page.
sign-in-link-button = Sign in
sign-in-link-why = You receive this message because a link was asked for on the sign-in page. Do not pass it on.

fact-passkey = Passkey

passkey-added-subject = A new passkey for { $installation }
passkey-added-situation = The passkey “{ $name }” was added for you on { $day } at { $time }. With it one can now sign in to { $installation } as you.
passkey-added-unasked = If you did not add it yourself, remove it at once, end your sessions and tell the administrator of your organisation: somebody was able to sign in as you.
passkey-added-action = See which passkeys you have.
passkey-added-button = Open the passkeys
passkey-added-why = You always receive this message when your ways to sign in change.

passkey-removed-subject = A passkey for { $installation } was removed
passkey-removed-situation = Your passkey “{ $name }” was removed on { $day } at { $time }. Nobody signs in to { $installation } with it any more.
passkey-removed-unasked = If you did not remove it yourself, end your sessions and tell the administrator of your organisation: somebody was able to sign in as you.
passkey-removed-action = Remove it from your device, too. See which passkeys you have.
passkey-removed-button = Open the passkeys
passkey-removed-why = You always receive this message when your ways to sign in change.
