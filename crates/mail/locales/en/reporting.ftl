# Returned reports

cost-report-returned-subject = Cost report returned for correction: { $project }, { $period }
cost-report-returned-situation = The lead municipality has returned your municipality’s cost report in the project “{ $project }” for correction.
cost-report-returned-list = To be corrected
cost-report-returned-action = Correct the cost report and send it again by { $due }.
cost-report-returned-button = Open the cost report
cost-report-returned-why = You receive this message because you are responsible for your municipality’s cost report.

portfolio-report-returned-subject = More information requested: project portfolio report – { $project }
portfolio-report-returned-situation = More information is needed about the project portfolio report of the project “{ $project }” before it can be accepted.
portfolio-report-returned-list = Questions
portfolio-report-returned-action = Answer the questions and send the report again by { $due }.
portfolio-report-returned-button = Open the project portfolio report
portfolio-report-returned-why = You receive this message because you are responsible for the project portfolio report of the project.

obligation-returned-subject = More information requested: { $obligation } – { $project }
obligation-returned-situation = More information is needed about the { $obligation } of the project “{ $project }” before it can be accepted.
obligation-returned-list = Questions
obligation-returned-action = Answer the questions and send the { $obligation } again by { $due }.
obligation-returned-button = Open the { $obligation }
obligation-returned-why = You receive this message because you represent the lead municipality of the project.

obligation-extended-subject = More time until { $due-short }: { $obligation }, { $municipality } – { $project }
obligation-extended-situation = A deadline in the project “{ $project }” has been extended. { $municipality }: the { $obligation } is now due by { $due }.
obligation-extended-list = Reasons
obligation-extended-action = Hand in the { $obligation } by { $due }.
obligation-extended-button = Open the { $obligation }
obligation-extended-why = You receive this message because you answer for this obligation for your municipality.

obligation-waived-subject = Need not be handed in: { $obligation }, { $municipality } – { $project }
obligation-waived-situation = The authority has given up a requirement in the project “{ $project }”. { $municipality }: the { $obligation } need not be handed in any more, and nobody is reminded of it.
obligation-waived-list = Reasons
obligation-waived-action = Read the reasons. There is nothing else to do now.
obligation-waived-button = Open the { $obligation }
obligation-waived-why = You receive this message because you answered for this obligation for your municipality.
