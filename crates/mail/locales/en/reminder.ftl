# Reminders

obligation-portfolio-report = project portfolio report
    .title = Project portfolio report
obligation-cost-report = cost report
    .title = Cost report
obligation-interim-report = interim report
    .title = Interim report
obligation-final-report = final report
    .title = Final report
obligation-follow-up = follow-up report
    .title = Follow-up report
obligation-supplement-request = supplement to the payment claim
    .title = Supplement to the payment claim
obligation-recovery-hearing = hearing
    .title = Hearing on a recovery
obligation-recovery-payment = repayment of grant
    .title = Repayment of grant
obligation-agreement-signature = signature of the agreement
    .title = Signature of the agreement

reminder-subject-before = Reminder: { $obligation } due { $due-short } – { $project }
reminder-subject-today = Due today: { $obligation } – { $project }
reminder-subject-late =
    { $days ->
        [one] { $days } day
       *[other] { $days } days
    } late: { $obligation }, { $municipality } – { $project }

reminder-before =
    The { $obligation } of the project “{ $project }” must be submitted by { $due }. There { $days ->
        [one] is { $days } day
       *[other] are { $days } days
    } left.
reminder-today = The { $obligation } of the project “{ $project }” must be submitted today, { $due }. The deadline ends at midnight Finnish time.
reminder-late-responsible =
    The { $obligation } of the project “{ $project }” has not been submitted yet. The deadline was { $due }, so the { $obligation } is now { $days ->
        [one] { $days } day
       *[other] { $days } days
    } late.
reminder-late-municipality-owner =
    The { $obligation } that your municipality owes in the project “{ $project }” has not been submitted yet. The deadline was { $due }, so the { $obligation } is now { $days ->
        [one] { $days } day
       *[other] { $days } days
    } late.
reminder-late-others =
    The { $obligation } of the project “{ $project }” has not been submitted yet. The municipality responsible for it is { $municipality }. The deadline was { $due }, so the { $obligation } is now { $days ->
        [one] { $days } day
       *[other] { $days } days
    } late.
reminder-hold-notice = Payment of the grant may be suspended until the { $obligation } has been submitted (Act on Discretionary Government Transfers 688/2001, section 19).

reminder-action-before = Complete and submit the { $obligation } by { $due }.
reminder-action-today = Submit the { $obligation } today.
reminder-action-late = Submit the { $obligation } without delay.
reminder-action-in-time = Make sure that the { $obligation } is submitted on time.
reminder-action-municipality-owner = Make sure that the { $obligation } is submitted without delay.
reminder-action-lead-municipality = Contact the municipality and agree on when the { $obligation } will be submitted.
reminder-action-officer = Contact the lead municipality and find out the reason for the delay.
reminder-action-officer-hold = Consider whether payment of the grant should be suspended.
reminder-button = Open the { $obligation }

reminder-why-responsible = You receive this message because this obligation belongs to your tasks in your municipality.
reminder-why-municipality-owner = You receive this message because your municipality has named you the owner of the project.
reminder-why-lead-municipality = You receive this message because you represent the lead municipality of the project.
reminder-why-officer = You receive this message because you handle the government grant of the project.
reminder-why-municipality-owner-vacant = You receive this message because you approve on behalf of your municipality and it has named no owner of the project.
reminder-why-municipality-owner-deputy = You receive this message because you are the deputy of the owner of the project in your municipality.
reminder-why-officer-vacant = You receive this message because you handle government grants and nobody is assigned to this project.

reminder-hearing-subject-before = Hearing: you can answer until { $due-short } – { $project }
reminder-hearing-subject-today = Hearing: the time to answer ends today – { $project }
reminder-hearing-subject-late = Hearing: the time to answer has ended, { $municipality } – { $project }
reminder-hearing-before =
    Your municipality is heard about the recovery of grant of the project “{ $project }” and can answer until { $due }. There { $days ->
        [one] is { $days } day
       *[other] are { $days } days
    } left. You do not have to answer: the matter can be decided after that even without an answer.
reminder-hearing-today = Your municipality is heard about the recovery of grant of the project “{ $project }”. The time to answer ends today, { $due }, at midnight Finnish time. You do not have to answer: the matter can be decided after that even without an answer.
reminder-hearing-late = The time to answer in the hearing about the recovery of grant of the project “{ $project }” ended { $due }. The matter can be decided without an answer.
reminder-hearing-late-officer =
    The time to answer in the hearing about the recovery of grant of the project “{ $project }” ended { $due }, { $days ->
        [one] { $days } day
       *[other] { $days } days
    } ago. { $municipality } has not answered. The decision does not have to wait for an answer.
reminder-hearing-action-before = Answer by { $due } if your municipality wants to be heard.
reminder-hearing-action-late = If your municipality still wants to answer, do so without delay. An answer counts until the authority has closed the hearing.
reminder-hearing-action-officer = Close the hearing and draft the decision, or cancel the recovery.

reminder-payment-before =
    The grant recovered from the project “{ $project }” must be paid back by { $due }. There { $days ->
        [one] is { $days } day
       *[other] are { $days } days
    } left.
reminder-payment-today = The grant recovered from the project “{ $project }” must be paid back today, { $due }.
reminder-payment-late =
    The grant recovered from the project “{ $project }” has not been paid back in full. { $municipality } is to pay it. It was due { $due }, so the payment is now { $days ->
        [one] { $days } day
       *[other] { $days } days
    } late. Late interest is charged until the day of payment.
reminder-payment-action-before = Pay what is still open by { $due }. The page of the recovery shows how much that is.
reminder-payment-action-late = Pay what is still open without delay or contact the authority.
reminder-payment-action-others = Make sure that what is still open is paid without delay.
reminder-payment-action-officer = Find out when the municipality will pay. What is still open can be set off against a payment of the grant.

reminder-digest-subject =
    { $count ->
        [one] { $count } reminder: { $project }
       *[other] { $count } reminders: { $project }
    }
reminder-digest-situation = Several deadlines concern you. They are all in this one message, the earliest first.
reminder-digest-list = Deadlines
reminder-digest-action = Go through the list and begin with what is due first.
reminder-digest-button = Open what is due first
reminder-digest-why = You receive this message because these tasks concern you; each says why.
