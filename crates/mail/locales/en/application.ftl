# From the application to the decision

commitment-requested-subject = Commitment requested: reply by { $due-short } – { $project }
commitment-requested-situation = { $lead } is applying for a government grant for the project “{ $project }” and asks your municipality to commit to it as a partner.
commitment-requested-next = The application can be submitted only when every partner has committed to the project.
commitment-requested-action = Confirm or decline your municipality’s commitment by { $due }.
commitment-requested-button = Open the request
commitment-requested-why = You receive this message because you can commit to the project on behalf of your municipality.

application-received-subject = Application received: { $project }
application-received-situation = The grant application of the project “{ $project }” was received on { $received }.
application-received-next = You will be told when the application has been decided or if it needs to be supplemented.
application-received-action = Check the details of the application. Nothing else is needed from you now.
application-received-button = Open the application
application-received-why = You receive this message because your municipality takes part in the application.

application-supplement-requested-subject = Supplement requested: grant application, reply by { $due-short } – { $project }
application-supplement-requested-situation = The application of the project “{ $project }” must be supplemented before it can be decided.
application-supplement-requested-list = Requested supplements
application-supplement-requested-action = Supplement the application and send it again by { $due }.
application-supplement-requested-button = Open the application
application-supplement-requested-why = You receive this message because you represent the lead municipality of the application.

call-corrected-subject = The call has been corrected – { $project }
call-corrected-situation = The call “{ $call }” has been corrected. Your municipality is preparing the application “{ $project }” for it.
call-corrected-draft = The application can be changed and submitted by { $due }.
call-corrected-submitted = The application has been submitted already and stands as it is. If the correction affects it, contact the granting authority.
call-corrected-list = Why the call was corrected
call-corrected-action = Read what has changed and check the application.
call-corrected-button = Open the call
call-corrected-why = You receive this message because your municipality leads an application to this call.

review-assigned-subject = An application to review – { $project }
review-assigned-situation = You have been assigned to review the application “{ $project }” to the call “{ $call }”.
review-assigned-conflict = If you have a conflict of interest, declare it on the page of the review and give no points.
review-assigned-blind = The reviews are blind: you see the points of others when everybody who was assigned has submitted.
review-assigned-action = Give points and a reason for every criterion, and submit the review.
review-assigned-button = Open the review
review-assigned-why = You receive this message because you review applications for the granting authority.

decision-made-subject-awarded = Decision: grant awarded – { $project }
decision-made-subject-refused = Decision: grant not awarded – { $project }
decision-made-awarded = The project “{ $project }” has been awarded a government grant of at most { $amount }, but no more than { $rate } of the eligible costs.
decision-made-how = A representative of the lead municipality accepts the grant on the page of the decision. Payment can be claimed once the grant has been accepted.
decision-made-refused = The project “{ $project }” was not awarded a government grant.
decision-made-list = Reasons
decision-made-action-awarded = Accept the grant with its conditions, or say that the municipality does not want it.
decision-made-action-refused = Read the decision and the reasons for it.
decision-made-button = Open the decision
decision-made-why = You receive this message because you represent the lead municipality of the project.

rectification-received-subject = Claim for correction of a decision: { $lead } – { $project }
rectification-received-situation = { $lead } claims a correction of the grant decision on the project “{ $project }”. The claim was received on { $received }.
rectification-received-late = The claim came after the last day.
rectification-received-action = Draft the answer to the claim. Another person then decides.
rectification-received-button = Open the claim
rectification-received-why = You receive this message because you handle the authority’s grants.

rectification-decided-subject = Claim for correction answered: { $project }
rectification-decided-unchanged = The claim for correction of the grant decision on the project “{ $project }” was rejected. The decision stays as it is.
rectification-decided-changed = The claim for correction of the grant decision on the project “{ $project }” was accepted. The decision is set aside, and the application is decided anew.
rectification-decided-dismissed = The claim for correction of the grant decision on the project “{ $project }” was not examined, because it was made after the last day.
rectification-decided-list = Reasons
rectification-decided-action = Read the answer and tell the partners of the project.
rectification-decided-action-changed = Read the answer. You will be told when the new decision has been made.
rectification-decided-button = Open the claim
rectification-decided-why = You receive this message because you represent the lead municipality of the project.

call-closing-subject = The call closes on { $due-short }: { $project }
call-closing-situation = The call “{ $call }” closes on { $due } at 24:00, Finnish time. The application “{ $project }” has not been submitted yet. Once the call has closed, it cannot be.
call-closing-action = See what the application still lacks, and submit it before the call closes.
call-closing-button = Open the application
call-closing-why = You receive this message because your municipality leads an application to this call.
