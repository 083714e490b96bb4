-- What held before of what an amendment changed: its purpose and goals, its days, a due date.
ALTER TABLE project_amendment ADD COLUMN replaced {json};
