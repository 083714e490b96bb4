-- A partner's budget divided into years. Applications from before have none, and their budgets hold as they are.
CREATE TABLE partner_year (
    application_id {uuid} NOT NULL REFERENCES application (id),
    partner_id {uuid} NOT NULL REFERENCES organisation (id),
    category TEXT NOT NULL,
    sub_area_id {uuid} NOT NULL REFERENCES sub_area (id),
    year INTEGER NOT NULL CHECK (year BETWEEN 2000 AND 2200),
    amount_cents BIGINT NOT NULL CHECK (amount_cents >= 0),
    PRIMARY KEY (application_id, partner_id, category, sub_area_id, year)
);
-- Who pays a partner's budget.
CREATE TABLE partner_funding (
    application_id {uuid} NOT NULL REFERENCES application (id),
    partner_id {uuid} NOT NULL REFERENCES organisation (id),
    source TEXT NOT NULL CHECK (source IN ('grant', 'own_share', 'other_public', 'other')),
    amount_cents BIGINT NOT NULL CHECK (amount_cents >= 0),
    PRIMARY KEY (application_id, partner_id, source)
);
-- Whom to ask about a partner's part.
CREATE TABLE partner_contact (
    application_id {uuid} NOT NULL REFERENCES application (id),
    partner_id {uuid} NOT NULL REFERENCES organisation (id),
    place INTEGER NOT NULL CHECK (place > 0),
    name TEXT NOT NULL CHECK (name <> ''),
    position TEXT NOT NULL,
    email TEXT NOT NULL CHECK (email <> ''),
    phone TEXT NOT NULL,
    PRIMARY KEY (application_id, partner_id, place)
);
