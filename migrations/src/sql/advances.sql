-- Advances as the decision grants them, and what of them each claim clears.

-- Instalments and clearing rate; empty when nothing is paid in advance.
ALTER TABLE decision ADD COLUMN advance {json};
ALTER TABLE project ADD COLUMN advance {json};
