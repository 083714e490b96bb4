# What waits for officers

supplement-answered-subject-claim = Supplement received, payment claim no. { $claim }: { $project }
supplement-answered-subject-application = The application has been supplemented: { $project }
supplement-answered-claim = { $lead } has answered the request to supplement payment claim no. { $claim } of the project “{ $project }”. The answer arrived on { $answered }.
supplement-answered-application = { $lead } has supplemented the application “{ $project }”. The supplement arrived on { $answered }.
supplement-answered-action = Read the answer, and go on with the matter.
supplement-answered-button = Open the answer
supplement-answered-why = You receive this message because you handle the grants of the authority.

officer-week-subject =
    { $count ->
        [one] { $count } matter waits for you: { $project }
       *[other] { $count } matters wait for you: { $project }
    }
officer-week-situation = This is what waits for you at the moment, what has waited longest first. The list is sent once a week when something waits.
officer-week-list = Waiting
officer-week-action = Deal first with what has waited longest.
officer-week-button = Open the portfolio
officer-week-why = You receive this message because you handle the grants of the authority. You can leave the weekly list out in your mail settings.

waiting-reports =
    { $count ->
        [one] { $count } report
       *[other] { $count } reports
    }
waiting-claims =
    { $count ->
        [one] { $count } payment claim
       *[other] { $count } payment claims
    }
waiting-change-requests =
    { $count ->
        [one] { $count } change request
       *[other] { $count } change requests
    }
waiting-supplements =
    { $count ->
        [one] { $count } supplement
       *[other] { $count } supplements
    }
waiting-since = since { $since }
