-- More kinds of change: they move no money. Where the call says so one officer accepts a change of direction.
ALTER TABLE change_part
    DROP CONSTRAINT change_part_kind_check,
    ADD CONSTRAINT change_part_kind_check CHECK (kind IN (
        'budget_shift', 'extension', 'partner_leaving', 'partner_joining', 'lead_change', 'scope_change',
        'timetable', 'person_in_charge', 'report_deadline', 'change_of_direction', 'early_stop'
    )),
    DROP CONSTRAINT change_part_two_persons,
    ADD CONSTRAINT change_part_two_persons CHECK (
        decided_by IS NULL OR decided_by <> proposed_by OR kind = 'change_of_direction'
    );
