-- The meeting on record in which the steering group approved an exit plan; none where none was named. An approval only
-- has one.
ALTER TABLE exit_plan ADD COLUMN steering_meeting_id {uuid} REFERENCES steering_meeting (id)
    CHECK (steering_meeting_id IS NULL OR state IN ('approved', 'follow_up', 'closed'));
