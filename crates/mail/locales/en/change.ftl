# Changes of a running grant

change-budget-shift = change of the budget
    .title = Change of the budget
change-extension = extension of the period of use
    .title = Extension of the period of use
change-partner-leaving = departure of a partner
    .title = Departure of a partner
change-partner-joining = joining of a partner
    .title = Joining of a partner
change-lead-change = change of the lead municipality
    .title = Change of the lead municipality
change-scope-change = change of purpose and goals
    .title = Change of purpose and goals
change-timetable = change of the timetable of sub-areas
    .title = Change of the timetable of sub-areas
change-person-in-charge = change of the person in charge
    .title = Change of the person in charge
change-report-deadline = extension of a due date
    .title = Extension of a due date
change-change-of-direction = change of direction of the experiment
    .title = Change of direction of the experiment
change-early-stop = early end of the experiment
    .title = Early end of the experiment

fact-change = Change
fact-effective = In force from
fact-cut-off = Last day of the old lead municipality
fact-hand-over = Amount to hand over
fact-last-day = Last day in the project
fact-certificate = Decision of the municipality
fact-entitled = Grant of the municipality
fact-returns = To be paid back

change-request-received-subject = Change request no. { $number } received: { $project }
change-request-received-subject-authority = New change request no. { $number }, { $lead }: { $project }
change-request-received-situation = { $lead } has sent change request no. { $number } of the project “{ $project }”. It was received on { $received }.
change-request-received-late = The request came after the last day for change requests.
change-request-received-list = Requested changes
change-request-received-action = Check the details of the request. You will be told when each change has been decided.
change-request-received-action-authority = Propose a decision on each change. Another person then decides.
change-request-received-button = Open the change request
change-request-received-why = You receive this message because you represent the lead municipality of the project.
change-request-received-why-authority = You receive this message because you handle the grants of the authority.

change-decided-subject-accepted = Accepted: { $kind }, change request no. { $number } – { $project }
change-decided-subject-rejected = Not accepted: { $kind }, change request no. { $number } – { $project }
change-decided-accepted = On change request no. { $number } of the project “{ $project }”, the { $kind } has been accepted as requested.
change-decided-accepted-with-changes = On change request no. { $number } of the project “{ $project }”, the { $kind } has been accepted in another form than requested.
change-decided-rejected = On change request no. { $number } of the project “{ $project }”, the { $kind } has not been accepted.
change-decided-list = Reasons
change-decided-action = Read the decision and tell the partners of the project.
change-decided-button = Open the decision
change-decided-why = You receive this message because you represent the lead municipality of the project.

change-confirmation-requested-subject-lead = Confirm the change of the lead municipality: { $project }
change-confirmation-requested-lead = The lead municipality of the project “{ $project }” changes from { $old } to { $new }. { $old } leads the project until { $cut-off }.
change-confirmation-requested-lead-liability = { $old } remains responsible for what was claimed before that. Both lead municipalities and the authority confirm the change before it comes into force.
change-confirmation-requested-action-lead = Check the amount to hand over and confirm the change.
change-confirmation-requested-why-lead = You receive this message because your organisation confirms the change.
change-confirmation-requested-subject-joining = Confirm the participation of { $municipality }: { $project }
change-confirmation-requested-joining = The authority has accepted that { $municipality } joins the project “{ $project }” from { $first-day } on.
change-confirmation-requested-action-joining = Check the budget of the municipality and confirm that it joins.
change-confirmation-requested-why-joining = You receive this message because you represent the municipality that joins.
change-confirmation-requested-subject-hand-over = Take over your task: { $project }
change-confirmation-requested-hand-over = The authority has accepted that you take over a task in the project “{ $project }”. You act for the municipality of { $municipality } in it.
change-confirmation-requested-list = Handed over to you
change-confirmation-requested-action-hand-over = Go through the list with the person before you and tick each item. The change comes into force when every item is ticked.
change-confirmation-requested-why-hand-over = You get this message because you take over a task in the project.
change-confirmation-requested-button = Open the change

partner-left-subject = { $municipality } has left the project { $project }
partner-left-situation = { $municipality } has left the project “{ $project }”. Its last day in the project was { $last-day }. Its cost reports stay as they are, and no more are expected from it.
partner-left-returns = { $municipality } has received { $returns } more than the grant it is entitled to.
partner-left-action = Check the details of the departure. Nothing else is needed from you now.
partner-left-action-returns = See to it that { $returns } is paid back to the lead municipality.
partner-left-button = Open the change
partner-left-why = You receive this message because you represent a municipality of the project.

lead-changed-subject = The lead municipality has changed: { $project }
lead-changed-situation = { $new } now leads the project “{ $project }”. Until then it was { $old }, whose last day as the lead municipality was { $cut-off }.
lead-changed-stays = From now on reports, cost reports and payment claims are made through the new lead municipality. { $old } still answers for what was claimed in its time.
lead-changed-action = Check the details of the project, and agree with the new lead municipality on how you work together.
lead-changed-button = Open the change
lead-changed-why = You receive this message because your organisation takes part in the project or handles its grant.
