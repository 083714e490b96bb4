# People in charge

fact-vacant-since = Nobody since
fact-predecessor = Before you
fact-first-day = From

duty-vacant-subject-owner = { $municipality } has no owner of the project: { $project }
duty-vacant-subject-manager = No project manager: { $project }
duty-vacant-owner = Since { $since } nobody is named in { $municipality } to be the owner of the project “{ $project }”.
duty-vacant-manager = Since { $since } the project “{ $project }” has no project manager.
duty-vacant-deputy = { $deputy } stands in as the deputy. Reminders go to the deputy until an owner is named.
duty-vacant-nobody = Reminders meant for the owner go to those who approve for the municipality and to the lead municipality, until an owner is named.
duty-vacant-action-owner = Name an owner of the project in { $municipality }.
duty-vacant-action-manager = Name a project manager.
duty-vacant-action-authority = Ask the lead municipality when somebody will be named.
duty-vacant-button = Open the project
duty-vacant-why = You receive this message because you can name somebody in the place.
duty-vacant-why-authority = You receive this message because you handle the government grant of the project.

duty-taken-subject-first = You have been named: { $project }
duty-taken-subject = You take over: { $project }
duty-taken-owner = From { $first-day } you are the owner of the project “{ $project }” in { $municipality }.
duty-taken-deputy = From { $first-day } you are the deputy of the owner of the project “{ $project }” in { $municipality }.
duty-taken-manager = From { $first-day } you are the project manager of the project “{ $project }”.
duty-taken-officer = From { $first-day } you handle the government grant of the project “{ $project }”.
duty-taken-predecessor = Before you it was { $predecessor }.
duty-taken-nothing = Nothing is open at the moment.
duty-taken-list = Open at the moment
duty-taken-action-first = Go through what is open, and make yourself acquainted with the deadlines of the project.
duty-taken-action = Go through what is open, and agree with { $predecessor } on what you need to know.
duty-taken-button = Open the project
duty-taken-why-first = You receive this message because you have been named to a task in the project.
duty-taken-why = You receive this message because you take over a task in the project.

matter-cost-reports =
    { $count ->
        [one] { $count } unfinished cost report
       *[other] { $count } unfinished cost reports
    }
matter-portfolio-reports =
    { $count ->
        [one] { $count } portfolio report not handed in
       *[other] { $count } portfolio reports not handed in
    }
matter-claims =
    { $count ->
        [one] { $count } payment claim waiting
       *[other] { $count } payment claims waiting
    }
matter-change-requests =
    { $count ->
        [one] { $count } change request not decided
       *[other] { $count } change requests not decided
    }
matter-agreements =
    { $count ->
        [one] { $count } agreement waiting for a signature
       *[other] { $count } agreements waiting for a signature
    }
matter-payouts =
    { $count ->
        [one] { $count } payout waiting
       *[other] { $count } payouts waiting
    }
matter-documents =
    { $count ->
        [one] { $count } document uploaded before you
       *[other] { $count } documents uploaded before you
    }
