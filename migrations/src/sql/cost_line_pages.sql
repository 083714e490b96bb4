-- A page of the lines of an import, in the order they came: only lines in force are listed, so the index begins with
-- the import and not with the report, whose superseded imports would be read as well.
DROP INDEX cost_line_report;
CREATE INDEX cost_line_page ON cost_line (import_id, id);
