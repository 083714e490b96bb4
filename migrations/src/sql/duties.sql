-- Who answers for a project by name, from which day to which: an owner and its deputy in each municipality, the
-- project manager in the lead, an officer of the authority. A row that was taken back held, or holds, on no day;
-- nothing is deleted. look_on: the day on which the clock looks whether somebody must be told.
DROP INDEX project_contact_now;
