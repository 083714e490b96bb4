CREATE FUNCTION programme_figures_are_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a figure of a programme is never changed or deleted';
END $$;
CREATE TRIGGER programme_figure_is_not_changed BEFORE UPDATE OR DELETE ON programme_figure
    FOR EACH ROW EXECUTE FUNCTION programme_figures_are_append_only();
CREATE TRIGGER programme_figure_is_not_truncated BEFORE TRUNCATE ON programme_figure
    FOR EACH STATEMENT EXECUTE FUNCTION programme_figures_are_append_only();
