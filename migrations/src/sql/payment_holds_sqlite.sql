-- The database guards it too: no payout comes into being, is approved or leaves while a hold stands.
CREATE TRIGGER payout_not_created_while_held BEFORE INSERT ON payout
    WHEN EXISTS (SELECT 1 FROM payment_hold WHERE project_id = NEW.project_id AND state = 'standing')
BEGIN
    SELECT RAISE(ABORT, 'payments to this project are held');
END;
CREATE TRIGGER payout_not_moved_while_held BEFORE UPDATE OF state ON payout
    WHEN NEW.state IN ('approved', 'sent') AND NEW.state <> OLD.state
        AND EXISTS (SELECT 1 FROM payment_hold WHERE project_id = NEW.project_id AND state = 'standing')
BEGIN
    SELECT RAISE(ABORT, 'payments to this project are held');
END;
