# Corrections and recoveries

fact-change-of-costs = Change in accepted costs
fact-principal = Amount to be recovered
fact-interest = Interest until the due date
fact-total = To be paid in total
fact-open = Unpaid

correction-proposed-subject = Correction no. { $number } proposed: { $municipality } – { $project }
correction-proposed-situation = A correction is proposed to costs of { $municipality } that have been approved in the project “{ $project }”. Nothing changes until two persons of the authority have approved it.
correction-proposed-list = What was found
correction-proposed-action = Look at the finding. If it is not right, tell the authority before it is approved.
correction-proposed-button = Open the correction
correction-proposed-why = You receive this message because you handle the project at the authority, run it, or prepare the costs of the municipality.

recovery-notice-subject = Hearing: recovery of grant, reply by { $due-short } – { $project }
recovery-notice-situation = The authority is considering the recovery of { $amount } of the grant of the project “{ $project }”. Your municipality is heard before the matter is decided.
recovery-notice-list = Why
recovery-notice-action = Answer the hearing by { $due }. The matter can be decided after that even without an answer.
recovery-notice-button = Open the recovery
recovery-notice-why = You receive this message because you represent the lead municipality of the project.

recovery-decided-subject = Decision: { $amount } of grant to be repaid by { $due-short } – { $project }
recovery-decided-situation = The authority has decided to recover grant of the project “{ $project }”. The amount to be paid is { $amount }.
recovery-decided-list = Grounds of the decision
recovery-decided-action = Pay the amount by { $due }. Late interest is charged on an amount that is paid late.
recovery-decided-button = Open the decision
recovery-decided-why = You receive this message because you represent the lead municipality of the project.

recovery-late-subject = Late: recovered grant unpaid, { $amount } – { $project }
recovery-late-situation = { $amount } of the recovered grant of the project “{ $project }” has not been paid. It was due on { $due }. Late interest is charged until the day of payment.
recovery-late-action = Pay the amount without delay or contact the authority.
recovery-late-button = Open the recovery
recovery-late-why = You receive this message because you represent the lead municipality of the project.
