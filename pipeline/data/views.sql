-- What analysts ask: every name here needs no quoting, every number is a number, on SQLite and on PostgreSQL.
-- Each view begins with CREATE VIEW at the start of a line and ends with a semicolon at the end of one; a view refers
-- only to those before it. counts is 1 for the filing of a family that counts, see docs/scoring.md.

CREATE VIEW v_families AS
SELECT
    a.family_id, a.filing_id, f.source, f.unit_name, f.fiscal_year, f.form, f.channel, f.status, f.confidence,
    COUNT(*) OVER (PARTITION BY a.family_id) AS members,
    CASE WHEN a.counts THEN 1 ELSE 0 END AS counts,
    a.superseded_by
FROM families a
JOIN filings f ON f.filing_id = a.filing_id;

CREATE VIEW v_indicators AS
SELECT
    i.filing_id, i.indicator_id, f.source, f.unit_name, f.fiscal_year, i.form, i.project, i.place, i.horizon,
    i.level1, i.level2, i.name, i.canonical_id, i.canonical_name, i.family,
    i.target_raw, i.target_op, i.target_value, i.target_value_max, i.target_unit, i.target_kind, i.target_text,
    i.target_base_value, i.target_base_value_max, i.target_base_unit,
    i.actual_raw, i.actual_op, i.actual_value, i.actual_value_max, i.actual_unit, i.actual_kind, i.actual_text,
    i.actual_base_value, i.actual_base_value_max, i.actual_base_unit,
    i.weight, i.score, i.second_score, i.recomputed, i.scoring_rule, i.remark,
    i.page, i."table" AS table_number, i."row" AS row_number, i.bbox, i.cell,
    i.confidence, i.review, i.reasons, i.ordinal,
    COALESCE(a.counts, 1) AS counts
FROM indicators i
JOIN filings f ON f.filing_id = i.filing_id
LEFT JOIN v_families a ON a.filing_id = i.filing_id;

CREATE VIEW v_values AS
SELECT
    v.filing_id, v.indicator_id, i.name, v.role, v.period, v.raw, v.op, v.value AS number_value,
    v.value_max AS number_value_max, v.unit, v.kind, v.text AS words, v.base_value, v.base_value_max, v.base_unit,
    v.confidence, v.ordinal
FROM "values" v
JOIN indicators i ON i.indicator_id = v.indicator_id;

CREATE VIEW v_amounts AS
SELECT
    m.filing_id, m.amount_id, f.unit_name, f.fiscal_year, m.project, m.item, m.label, m.raw, m.value AS number_value,
    m.unit, m.base_value, m.base_unit, m.source AS found_in, m.page, m."table" AS table_number,
    m."row" AS row_number, m.bbox, m.confidence, m.review, m.ordinal,
    COALESCE(a.counts, 1) AS counts
FROM amounts m
JOIN filings f ON f.filing_id = m.filing_id
LEFT JOIN v_families a ON a.filing_id = m.filing_id;

-- One row an indicator of a filing that counts. direction is more (at least so much), less (at most so much), equal or
-- bare (a number without an operator, read as more); achievement is 1 where the target is just met, gap is what was
-- reached beyond it, in the base unit, below nought where it was missed. Both are empty where one of the two numbers is,
-- where it is a range or a date, or where the units differ.
CREATE VIEW v_scoring AS
SELECT
    s.filing_id, s.indicator_id, s.source, s.unit_name, s.fiscal_year, s.form, s.project, s.horizon, s.level1, s.level2,
    s.name, s.canonical_name, s.target_raw, s.actual_raw, s.direction,
    CASE
        WHEN s.is_comparable = 0 THEN NULL
        WHEN s.direction = 'less' AND s.actual_base_value <> 0 THEN s.target_base_value * 1.0 / s.actual_base_value
        WHEN s.direction <> 'less' AND s.target_base_value <> 0 THEN s.actual_base_value * 1.0 / s.target_base_value
    END AS achievement,
    CASE
        WHEN s.is_comparable = 0 THEN NULL
        WHEN s.direction = 'less' THEN s.target_base_value - s.actual_base_value
        ELSE s.actual_base_value - s.target_base_value
    END AS gap,
    s.target_base_unit AS base_unit, s.weight, s.score, s.second_score, s.recomputed,
    s.score - s.recomputed AS score_gap,
    SUM(s.weight) OVER (PARTITION BY s.filing_id, s.project) AS weight_sum,
    SUM(s.score) OVER (PARTITION BY s.filing_id, s.project) AS score_sum,
    SUM(s.recomputed) OVER (PARTITION BY s.filing_id, s.project) AS recomputed_sum,
    s.confidence, s.review
FROM (
    SELECT
        i.*,
        CASE
            WHEN i.target_op IN ('>=', '>') THEN 'more'
            WHEN i.target_op IN ('<=', '<') THEN 'less'
            WHEN i.target_op = '=' THEN 'equal'
            ELSE 'bare'
        END AS direction,
        CASE
            WHEN i.target_base_value IS NULL OR i.actual_base_value IS NULL THEN 0
            WHEN i.target_base_value_max IS NOT NULL OR i.actual_base_value_max IS NOT NULL THEN 0
            WHEN i.target_kind = 'date' OR i.target_base_unit <> i.actual_base_unit THEN 0
            ELSE 1
        END AS is_comparable
    FROM v_indicators i
    WHERE i.counts = 1
) s;

CREATE VIEW v_open_findings AS
SELECT
    n.filing_id, n.finding_id, f.source, f.unit_name, f.fiscal_year, n.project, n.rule, n.severity, n.message,
    n.indicator_id, i.name AS indicator_name, n.settled, COALESCE(a.counts, 1) AS counts
FROM findings n
JOIN filings f ON f.filing_id = n.filing_id
LEFT JOIN indicators i ON i.indicator_id = n.indicator_id
LEFT JOIN v_families a ON a.filing_id = n.filing_id
WHERE n.settled IN ('', 'misread');

-- What jixiao score prints: one row a unit and year, of the filings that count. Points are compared where both the
-- printed and the recomputed ones are known (compared of them).
CREATE VIEW v_scores AS
SELECT
    unit_name, fiscal_year,
    COUNT(DISTINCT filing_id) AS filings,
    COUNT(*) AS indicators,
    SUM(weight) AS weight,
    SUM(score) AS score,
    COUNT(score_gap) AS compared,
    SUM(CASE WHEN score_gap IS NOT NULL THEN score END) AS score_compared,
    SUM(CASE WHEN score_gap IS NOT NULL THEN recomputed END) AS recomputed,
    COUNT(CASE WHEN score_gap <> 0 THEN 1 END) AS differing,
    COUNT(achievement) AS measured,
    COUNT(CASE WHEN (direction = 'equal' AND gap = 0) OR (direction <> 'equal' AND gap >= 0) THEN 1 END) AS achieved
FROM v_scoring
GROUP BY unit_name, fiscal_year;
