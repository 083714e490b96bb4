-- The database guards it too: no payout comes into being, is approved or leaves while a hold stands.
CREATE FUNCTION payout_while_held() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM payment_hold WHERE project_id = NEW.project_id AND state = 'standing') THEN
        RAISE EXCEPTION 'payments to this project are held';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER payout_not_created_while_held BEFORE INSERT ON payout
    FOR EACH ROW EXECUTE FUNCTION payout_while_held();
CREATE TRIGGER payout_not_moved_while_held BEFORE UPDATE OF state ON payout
    FOR EACH ROW WHEN (NEW.state IN ('approved', 'sent') AND NEW.state <> OLD.state)
    EXECUTE FUNCTION payout_while_held();
