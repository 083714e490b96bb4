-- When and how somebody wants to be written to. Whoever has no row chose nothing: every day, at any hour, every mail.
CREATE TABLE mail_setting (
    person_id {uuid} PRIMARY KEY NOT NULL REFERENCES person (id),
    version BIGINT NOT NULL CHECK (version > 0),
    -- The days of the week without mails, a bit each from Monday on; one is always left.
    quiet_weekdays INTEGER NOT NULL CHECK (quiet_weekdays >= 0 AND quiet_weekdays < 127),
    quiet_holidays {bool} NOT NULL,
    sending_hour INTEGER CHECK (sending_hour BETWEEN 0 AND 23),
    time_zone TEXT NOT NULL,
    away_first {date},
    away_last {date},
    -- The kinds of mails that the person has unsubscribed from.
    muted {json} NOT NULL,
    CONSTRAINT mail_setting_away CHECK (
        (away_first IS NULL) = (away_last IS NULL) AND (away_first IS NULL OR away_first <= away_last)
    )
);
