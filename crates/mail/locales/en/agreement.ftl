# The agreement between the municipalities

agreement-offered-subject = Sign the agreement on the use of the grant by { $due-short }: { $project }
agreement-offered-situation = { $lead } asks the municipalities to sign the agreement on the use of the grant of the project “{ $project }”. The signature of { $municipality } is still missing.
agreement-offered-next = The grant can be passed on to the municipalities only when every one of them has signed the agreement.
agreement-offered-action = Read the agreement and sign it for your municipality by { $due }.
agreement-offered-button = Open the agreement
agreement-offered-why = You receive this message because you can sign the agreement for your municipality.

agreement-in-force-subject = The agreement on the use of the grant is in force: { $project }
agreement-in-force-situation = Every municipality has signed the agreement on the use of the grant of the project “{ $project }”. It came into force on { $since }.
agreement-in-force-next = The lead municipality can now pass the municipalities’ shares of the grant on to them.
agreement-in-force-action = Keep the agreement in your municipality’s records. Nothing else is needed from you now.
agreement-in-force-button = Open the agreement
agreement-in-force-why = You receive this message because your municipality is a party of the agreement.

agreement-terminated-subject = The agreement on the use of the grant has ended: { $project }
agreement-terminated-situation = { $lead } has ended the agreement on the use of the grant of the project “{ $project }”.
agreement-terminated-next = The grant is not passed on until a new agreement is in force. What has been passed on already is not affected.
agreement-terminated-list = Reason
agreement-terminated-action = Read the reason and agree with the lead municipality on what follows.
agreement-terminated-button = Open the agreement
agreement-terminated-why = You receive this message because your municipality is a party of the agreement.
