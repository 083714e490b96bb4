-- What a project's last event was, and which files have a content.
DROP INDEX {concurrently} IF EXISTS audit_entry_project;
CREATE INDEX {concurrently} audit_entry_project ON audit_entry (project_id, at);
DROP INDEX {concurrently} IF EXISTS stored_file_content;
CREATE INDEX {concurrently} stored_file_content ON stored_file (sha256);
