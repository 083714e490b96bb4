-- Who had a hand in what: complete lists behind the rules of two persons. Only ever added to.
CREATE TABLE hand (
    -- The kind of object: call, decision, obligation, cost_report, claim.
    object TEXT NOT NULL,
    object_id {uuid} NOT NULL,
    person_id {uuid} NOT NULL REFERENCES person (id),
    deed TEXT NOT NULL CHECK (
        deed IN ('drafted', 'changed', 'prepared', 'reported', 'submitted', 'extended', 'verified', 'checked')
    ),
    PRIMARY KEY (object, object_id, person_id, deed)
);

-- What is known of earlier work: the columns that name the last person, and the audit log for the others.
INSERT INTO hand (object, object_id, person_id, deed)
SELECT 'call', id, drafted_by, 'drafted' FROM call
UNION SELECT 'call', object_id, person_id, 'changed' FROM audit_entry
    WHERE object = 'call' AND command = 'updateCall' AND person_id IS NOT NULL
UNION SELECT 'decision', id, drafted_by, 'drafted' FROM decision
UNION SELECT 'decision', id, changed_by, 'changed' FROM decision WHERE changed_by <> drafted_by
UNION SELECT 'decision', object_id, person_id, 'changed' FROM audit_entry
    WHERE object = 'decision' AND command = 'updateDecision' AND person_id IS NOT NULL
UNION SELECT 'obligation', id, extended_by, 'extended' FROM obligation WHERE extended_by IS NOT NULL
UNION SELECT 'obligation', object_id, person_id, 'extended' FROM audit_entry
    WHERE object = 'obligation' AND command = 'extendObligation' AND person_id IS NOT NULL
UNION SELECT 'cost_report', i.cost_report_id, p.person_id, 'prepared'
    FROM ledger_import_preparer p JOIN ledger_import i ON i.id = p.import_id
UNION SELECT 'cost_report', id, submitted_by, 'submitted' FROM cost_report WHERE submitted_by IS NOT NULL
UNION SELECT 'cost_report', object_id, person_id, 'submitted' FROM audit_entry
    WHERE object = 'cost_report' AND command = 'submitCostReport' AND person_id IS NOT NULL
UNION SELECT 'claim', id, drafted_by, 'drafted' FROM claim
UNION SELECT 'claim', object_id, person_id, 'changed' FROM audit_entry
    WHERE object = 'claim' AND command = 'recomputeClaim' AND person_id IS NOT NULL
UNION SELECT 'claim', id, submitted_by, 'submitted' FROM claim WHERE submitted_by IS NOT NULL
UNION SELECT 'claim', object_id, person_id, 'submitted' FROM audit_entry
    WHERE object = 'claim' AND command = 'submitClaim' AND person_id IS NOT NULL
UNION SELECT 'claim', id, checked_by, 'checked' FROM claim WHERE checked_by IS NOT NULL
UNION SELECT 'claim', object_id, person_id, 'verified' FROM audit_entry
    WHERE object = 'claim' AND command = 'acceptCostLines' AND person_id IS NOT NULL
UNION SELECT 'claim', r.claim_id, l.verified_by, 'verified'
    FROM cost_line l JOIN claim_report r ON r.cost_report_id = l.cost_report_id
    WHERE l.verified_by IS NOT NULL
UNION SELECT 'claim', r.claim_id, e.person_id, 'verified'
    FROM audit_entry e
    JOIN cost_line l ON l.id = e.object_id
    JOIN claim_report r ON r.cost_report_id = l.cost_report_id
    WHERE e.object = 'cost_line' AND e.person_id IS NOT NULL
UNION SELECT 'claim', r.claim_id, p.person_id, 'reported'
    FROM claim_report r
    JOIN ledger_import i ON i.cost_report_id = r.cost_report_id
    JOIN ledger_import_preparer p ON p.import_id = i.id
UNION SELECT 'claim', r.claim_id, c.submitted_by, 'reported'
    FROM claim_report r JOIN cost_report c ON c.id = r.cost_report_id
    WHERE c.submitted_by IS NOT NULL;
