-- How far ahead somebody has asked, in microseconds since 1970: each request moves it by the time that a request
-- takes at the highest rate, and one that would move it more than a minute into the future is refused. Whoever asks is
-- named by a hash. Nobody needs it after a power cut.
CREATE {unlogged} TABLE counted_together (
    who {bytes} PRIMARY KEY NOT NULL,
    asked_until BIGINT NOT NULL
);
