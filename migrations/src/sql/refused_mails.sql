-- What became of the mails to a person at an address, the latest last.
CREATE INDEX mail_to_person ON mail (person_id, address, finished_at);
