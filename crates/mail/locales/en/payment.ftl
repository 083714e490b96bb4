# Payment claims and payouts

claim-supplement-requested-subject = Supplement requested: payment claim no. { $claim }, reply by { $due-short } – { $project }
claim-supplement-requested-situation = Payment claim no. { $claim } of the project “{ $project }” must be supplemented before it can be decided.
claim-supplement-requested-list = Requested supplements
claim-supplement-requested-action = Answer the questions by { $due }. The payment claim itself stays as it is.
claim-supplement-requested-button = Open the supplement request
claim-supplement-requested-why = You receive this message because you represent the lead municipality of the project.

claim-received-subject = Payment claim no. { $claim } received: { $project }
claim-received-situation = Payment claim no. { $claim } of the project “{ $project }” was received on { $received }.
claim-received-next = You will be told when the grant has been paid or if the payment claim needs to be supplemented.
claim-received-action = Check the details of the payment claim. Nothing else is needed from you now.
claim-received-button = Open the payment claim
claim-received-why = You receive this message because you represent the lead municipality of the project.

payout-confirmed-subject = Grant paid, { $amount }: payment claim no. { $claim } – { $project }
payout-confirmed-situation = On payment claim no. { $claim } of the project “{ $project }”, { $amount } of the grant has been paid.
payout-confirmed-subject-advance = Grant paid, { $amount }: advance, instalment { $instalment } – { $project }
payout-confirmed-situation-advance = Instalment { $instalment } of the advance of the project “{ $project }”, { $amount }, has been paid.
payout-confirmed-action = Check that the payment has arrived in the recipient’s account.
payout-confirmed-button = Open the payment
payout-confirmed-why = You receive this message because you represent the recipient of the grant.

payout-failed-subject = Payment failed, { $amount }: payment claim no. { $claim } – { $project }
payout-failed-situation = The bank could not pay { $amount } on payment claim no. { $claim } of the project “{ $project }”.
payout-failed-subject-advance = Payment failed, { $amount }: advance, instalment { $instalment } – { $project }
payout-failed-situation-advance = The bank could not pay instalment { $instalment } of the advance of the project “{ $project }”, { $amount }.
payout-failed-list = What the bank says
payout-failed-action = Find out what is wrong and create another payout. Another person approves it.
payout-failed-button = Open the payment
payout-failed-why = You receive this message because you handle grants in the authority.

payment-hold-set-subject = Payments held: { $project }
payment-hold-set-situation = Payments of the grant to the project “{ $project }” have been held since { $set }.
payment-hold-set-list = Reason
payment-hold-set-next = Nothing of the grant is paid until the authority has decided that payments go on.
payment-hold-set-action = See on the page of the project what the hold calls for, and contact the authority where needed.
payment-hold-set-button = Open the project
payment-hold-set-why = You receive this message because you are responsible for the project in the lead municipality.

payment-hold-lifted-subject = Payments go on: { $project }
payment-hold-lifted-situation = It was decided on { $lifted } that payments of the grant to the project “{ $project }” go on.
payment-hold-lifted-list = Reason
payment-hold-lifted-action = See on the page of the project where its payment claims stand.
payment-hold-lifted-button = Open the project
payment-hold-lifted-why = You receive this message because you are responsible for the project in the lead municipality.

transfers-due-subject = Pass the shares on by { $due-short }: payment claim no. { $claim } – { $project }
transfers-due-subject-late = Late: shares not passed on, payment claim no. { $claim } – { $project }
transfers-due-situation = The grant on payment claim no. { $claim } of the project “{ $project }” has been paid to your municipality. The shares of the partners must be passed on by { $due }.
transfers-due-late = The shares of the partners of payment claim no. { $claim } of the project “{ $project }” were to be passed on by { $due }. The following have not been recorded as passed on, or have not reached the partner.
transfers-due-list = Shares to be passed on
transfers-due-action = Pay the shares and record each of them on the page of the project.
transfers-due-action-late = Pay the shares without delay and record each of them on the page of the project.
transfers-due-button = Open the project
transfers-due-why = You receive this message because you represent the lead municipality of the project.
