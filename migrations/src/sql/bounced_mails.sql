-- What a mail left under, and what came back for it though a mail server had taken it.
ALTER TABLE mail ADD COLUMN message_id TEXT;
ALTER TABLE mail ADD COLUMN bounced_at {time};
ALTER TABLE mail ADD COLUMN bounce TEXT;
