-- Why something deviates from the plan by more than the call lets pass unexplained.
ALTER TABLE portfolio_report ADD COLUMN explanations {json} NOT NULL DEFAULT '[]';
