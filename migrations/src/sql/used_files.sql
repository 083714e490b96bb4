-- Whether nobody has put a file to use since it was uploaded: such a one is deleted by itself after a while. What was
-- named by something once is kept, also when nothing names it any more: a decision may have rested on it. Files from
-- before are kept.
ALTER TABLE stored_file ADD COLUMN waits {bool} NOT NULL DEFAULT FALSE;
