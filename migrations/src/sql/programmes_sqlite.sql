CREATE TRIGGER programme_figure_is_not_changed BEFORE UPDATE ON programme_figure
BEGIN
    SELECT RAISE(ABORT, 'a figure of a programme is never changed');
END;
CREATE TRIGGER programme_figure_is_not_deleted BEFORE DELETE ON programme_figure
BEGIN
    SELECT RAISE(ABORT, 'a figure of a programme is never deleted');
END;
