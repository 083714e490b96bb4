# Surveys

fact-survey-asker = Asked by
survey-apart = The answer is kept without your name and address: nobody can see who gave it. Of the invitation it is only known that it was answered.

survey-invitation-subject = Answer the survey “{ $survey }”: { $project }
survey-invitation-situation = { $asker } asks you: “{ $survey }”. You can answer until the end of { $due }.
survey-invitation-action = Open the survey and answer it. You can change your answer under the same link until the survey closes.
survey-invitation-button = Answer the survey
survey-invitation-why = You receive this message because { $asker } has invited you to answer. The link is your own; do not pass it on.

survey-reminder-subject = The survey closes on { $due-short }: { $project }
survey-reminder-situation = { $asker } asked you to answer the survey “{ $survey }”, and your invitation has not been answered yet. You can answer until the end of { $due }.
survey-reminder-action = Open the survey and answer it. You can change your answer under the same link until the survey closes.
survey-reminder-button = Answer the survey
survey-reminder-why = You receive this message because { $asker } has invited you to answer. The link is your own; do not pass it on.
