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
