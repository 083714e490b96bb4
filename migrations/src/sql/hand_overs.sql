-- Who takes a duty over ticks each item of what is handed over; the items are part of the content of the part.
CREATE TABLE change_hand_over (
    part_id {uuid} NOT NULL REFERENCES change_part (id),
    number INTEGER NOT NULL CHECK (number > 0),
    taken_by {uuid} NOT NULL REFERENCES person (id),
    taken_at {time} NOT NULL,
    PRIMARY KEY (part_id, number)
);
