# Meetings of the steering group

fact-meeting-day = Day of the meeting
fact-meeting-begins = Begins at
fact-meeting-place = Place

steering-meeting-planned-subject = Meeting { $number } of the steering group on { $day-short }: { $project }
steering-meeting-planned-situation = The steering group of the project “{ $project }” holds its meeting number { $number } on { $day } at { $begins }.
steering-meeting-planned-list = Agenda
steering-meeting-planned-action = Put the meeting into your calendar; it is attached to this message.
steering-meeting-planned-button = Open the meeting
steering-meeting-planned-why = You receive this message because you are a member of the steering group.

steering-meeting-cancelled-subject = Meeting { $number } of the steering group is cancelled: { $project }
steering-meeting-cancelled-situation = The steering group of the project “{ $project }” does not hold its meeting number { $number } on { $day } at { $begins }.
steering-meeting-cancelled-list = Reason
steering-meeting-cancelled-action = Take the meeting out of your calendar.
steering-meeting-cancelled-button = Open the meeting
steering-meeting-cancelled-why = You receive this message because you are a member of the steering group.
