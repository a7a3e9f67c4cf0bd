BEGIN TRANSACTION;
CREATE TABLE amounts (
	filing_id VARCHAR(80) NOT NULL, 
	amount_id VARCHAR(80) NOT NULL, 
	project TEXT NOT NULL, 
	item TEXT NOT NULL, 
	label TEXT NOT NULL, 
	raw TEXT NOT NULL, 
	value TEXT, 
	unit TEXT NOT NULL, 
	base_value TEXT, 
	base_unit TEXT NOT NULL, 
	source VARCHAR(80) NOT NULL, 
	page INTEGER, 
	"table" INTEGER, 
	"row" INTEGER, 
	bbox VARCHAR(80) NOT NULL, 
	confidence FLOAT NOT NULL, 
	review VARCHAR(80) NOT NULL, 
	ordinal INTEGER NOT NULL, 
	PRIMARY KEY (amount_id), 
	FOREIGN KEY(filing_id) REFERENCES filings (filing_id) ON DELETE CASCADE
);
INSERT INTO "amounts" VALUES('fdba4be323af801ec','fdba4be323af801ec-t1r3','校园图书更新','年度资金总额','','12.5万元','12.5','万元','125000','元','table',NULL,1,3,'',0.96,'none',0);
CREATE TABLE fields (
	filing_id VARCHAR(80) NOT NULL, 
	field_id VARCHAR(80) NOT NULL, 
	project TEXT NOT NULL, 
	"key" TEXT NOT NULL, 
	value TEXT NOT NULL, 
	page INTEGER, 
	bbox VARCHAR(80) NOT NULL, 
	confidence FLOAT NOT NULL, 
	ordinal INTEGER NOT NULL, 
	PRIMARY KEY (field_id), 
	FOREIGN KEY(filing_id) REFERENCES filings (filing_id) ON DELETE CASCADE
);
INSERT INTO "fields" VALUES('fdba4be323af801ec','fdba4be323af801ec-t1r1','校园图书更新','项目名称','校园图书更新',NULL,'',0.96,0);
INSERT INTO "fields" VALUES('fdba4be323af801ec','fdba4be323af801ec-t1r2','校园图书更新','主管部门','柳桥县教育局',NULL,'',0.96,1);
CREATE TABLE filings (
	filing_id VARCHAR(80) NOT NULL, 
	source TEXT NOT NULL, 
	sha256 VARCHAR(80) NOT NULL, 
	channel VARCHAR(80) NOT NULL, 
	form VARCHAR(80) NOT NULL, 
	fiscal_year TEXT NOT NULL, 
	unit_name TEXT NOT NULL, 
	pages INTEGER, 
	confidence FLOAT NOT NULL, 
	status VARCHAR(80) NOT NULL, 
	error TEXT NOT NULL, 
	schema_version VARCHAR(80) NOT NULL, 
	code_version VARCHAR(80) NOT NULL, 
	taxonomy_version VARCHAR(80) NOT NULL, 
	reasons TEXT NOT NULL, 
	PRIMARY KEY (filing_id), 
	UNIQUE (sha256)
);
INSERT INTO "filings" VALUES('fdba4be323af801ec','again.txt','dba4be323af801ec476b1167200f69238cbd1c1849495d6f9cda952f6dbc9af5','text','project-target','2024','柳桥县教育局',NULL,0.98,'ok','','1','0.1.0+a73cb6b6e2','1.1-4e18a389','');
INSERT INTO "filings" VALUES('fe3b0c44298fc1c14','empty.txt','e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855','','unknown','','',NULL,0.0,'failed','the file is empty','1','0.1.0+a73cb6b6e2','1.1-4e18a389','');
CREATE TABLE findings (
	filing_id VARCHAR(80) NOT NULL, 
	finding_id VARCHAR(80) NOT NULL, 
	indicator_id VARCHAR(80) NOT NULL, 
	project TEXT NOT NULL, 
	rule VARCHAR(80) NOT NULL, 
	severity VARCHAR(80) NOT NULL, 
	message TEXT NOT NULL, 
	ordinal INTEGER NOT NULL, 
	PRIMARY KEY (finding_id), 
	FOREIGN KEY(filing_id) REFERENCES filings (filing_id) ON DELETE CASCADE
);
CREATE TABLE goals (
	filing_id VARCHAR(80) NOT NULL, 
	goal_id VARCHAR(80) NOT NULL, 
	project TEXT NOT NULL, 
	horizon VARCHAR(80) NOT NULL, 
	kind VARCHAR(80) NOT NULL, 
	task TEXT NOT NULL, 
	position INTEGER, 
	text TEXT NOT NULL, 
	page INTEGER, 
	bbox VARCHAR(80) NOT NULL, 
	confidence FLOAT NOT NULL, 
	ordinal INTEGER NOT NULL, 
	PRIMARY KEY (goal_id), 
	FOREIGN KEY(filing_id) REFERENCES filings (filing_id) ON DELETE CASCADE
);
CREATE TABLE indicators (
	filing_id VARCHAR(80) NOT NULL, 
	indicator_id VARCHAR(80) NOT NULL, 
	form VARCHAR(80) NOT NULL, 
	project TEXT NOT NULL, 
	horizon VARCHAR(80) NOT NULL, 
	level1 TEXT NOT NULL, 
	level2 TEXT NOT NULL, 
	name TEXT NOT NULL, 
	name_raw TEXT NOT NULL, 
	canonical_id VARCHAR(80) NOT NULL, 
	canonical_name TEXT NOT NULL, 
	match_score FLOAT NOT NULL, 
	target_raw TEXT NOT NULL, 
	target_op VARCHAR(80) NOT NULL, 
	target_value TEXT, 
	target_value_max TEXT, 
	target_unit TEXT NOT NULL, 
	target_kind VARCHAR(80) NOT NULL, 
	target_text TEXT NOT NULL, 
	target_base_value TEXT, 
	target_base_value_max TEXT, 
	target_base_unit TEXT NOT NULL, 
	actual_raw TEXT NOT NULL, 
	actual_op VARCHAR(80) NOT NULL, 
	actual_value TEXT, 
	actual_value_max TEXT, 
	actual_unit TEXT NOT NULL, 
	actual_kind VARCHAR(80) NOT NULL, 
	actual_text TEXT NOT NULL, 
	actual_base_value TEXT, 
	actual_base_value_max TEXT, 
	actual_base_unit TEXT NOT NULL, 
	weight TEXT, 
	score TEXT, 
	weight_raw TEXT NOT NULL, 
	score_raw TEXT NOT NULL, 
	basis TEXT NOT NULL, 
	scoring_rule TEXT NOT NULL, 
	explanation TEXT NOT NULL, 
	remark TEXT NOT NULL, 
	page INTEGER, 
	"table" INTEGER, 
	"row" INTEGER, 
	bbox VARCHAR(80) NOT NULL, 
	confidence FLOAT NOT NULL, 
	review VARCHAR(80) NOT NULL, 
	reasons TEXT NOT NULL, 
	ordinal INTEGER NOT NULL, 
	PRIMARY KEY (indicator_id), 
	FOREIGN KEY(filing_id) REFERENCES filings (filing_id) ON DELETE CASCADE
);
INSERT INTO "indicators" VALUES('fdba4be323af801ec','fdba4be323af801ec-t1r5','project-target','校园图书更新','annual','产出指标','数量指标','新购图书册数','新购图书册数','','',78.5,'≥3000册','>=','3000',NULL,'册','quantity','','3000',NULL,'册','','',NULL,NULL,'','','',NULL,NULL,'',NULL,NULL,'','','','','','',NULL,1,5,'',0.98,'none','unit printed in the cell',0);
INSERT INTO "indicators" VALUES('fdba4be323af801ec','fdba4be323af801ec-t1r6','project-target','校园图书更新','annual','产出指标','质量指标','图书验收合格率','图书验收合格率','PL02','验收合格率',83.5,'100%','','100',NULL,'%','ratio','','1',NULL,'1','','',NULL,NULL,'','','',NULL,NULL,'',NULL,NULL,'','','','','','',NULL,1,6,'',0.98,'none','unit printed in the cell',1);
INSERT INTO "indicators" VALUES('fdba4be323af801ec','fdba4be323af801ec-t1r7','project-target','校园图书更新','annual','满意度指标','服务对象满意度指标','师生满意度','师生满意度','SS09','师生满意度',100.0,'≥90%','>=','90',NULL,'%','ratio','','0.9',NULL,'1','','',NULL,NULL,'','','',NULL,NULL,'',NULL,NULL,'','','','','','',NULL,1,7,'',0.98,'none','unit printed in the cell',2);
CREATE TABLE readings (
	filing_id VARCHAR(80) NOT NULL, 
	indicator_id VARCHAR(80) NOT NULL, 
	role VARCHAR(80) NOT NULL, 
	period TEXT NOT NULL, 
	rank INTEGER, 
	raw TEXT NOT NULL, 
	op VARCHAR(80) NOT NULL, 
	value TEXT, 
	value_max TEXT, 
	unit TEXT NOT NULL, 
	kind VARCHAR(80) NOT NULL, 
	text TEXT NOT NULL, 
	base_value TEXT, 
	base_value_max TEXT, 
	base_unit TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	confidence FLOAT NOT NULL, 
	ordinal INTEGER NOT NULL, 
	PRIMARY KEY (filing_id, ordinal), 
	FOREIGN KEY(filing_id) REFERENCES filings (filing_id) ON DELETE CASCADE, 
	FOREIGN KEY(indicator_id) REFERENCES indicators (indicator_id) ON DELETE CASCADE
);
CREATE TABLE rules (
	filing_id VARCHAR(80) NOT NULL, 
	indicator_id VARCHAR(80) NOT NULL, 
	raw TEXT NOT NULL, 
	threshold_op VARCHAR(80) NOT NULL, 
	threshold TEXT, 
	unit TEXT NOT NULL, 
	points TEXT, 
	step TEXT, 
	step_unit TEXT NOT NULL, 
	deduct_per_step TEXT, 
	floor TEXT, 
	pieces TEXT NOT NULL, 
	confidence FLOAT NOT NULL, 
	reasons TEXT NOT NULL, 
	ordinal INTEGER NOT NULL, 
	PRIMARY KEY (filing_id, ordinal), 
	FOREIGN KEY(filing_id) REFERENCES filings (filing_id) ON DELETE CASCADE, 
	FOREIGN KEY(indicator_id) REFERENCES indicators (indicator_id) ON DELETE CASCADE
);
CREATE TABLE sources (
	filing_id VARCHAR(80) NOT NULL, 
	source TEXT NOT NULL, 
	PRIMARY KEY (filing_id, source), 
	FOREIGN KEY(filing_id) REFERENCES filings (filing_id) ON DELETE CASCADE
);
INSERT INTO "sources" VALUES('fdba4be323af801ec','school.txt');
CREATE TABLE stamps (
	name VARCHAR(80) NOT NULL, 
	value VARCHAR(80) NOT NULL, 
	PRIMARY KEY (name)
);
INSERT INTO "stamps" VALUES('schema_version','1');
CREATE TABLE "values" (
	filing_id VARCHAR(80) NOT NULL, 
	indicator_id VARCHAR(80) NOT NULL, 
	role VARCHAR(80) NOT NULL, 
	period TEXT NOT NULL, 
	raw TEXT NOT NULL, 
	op VARCHAR(80) NOT NULL, 
	value TEXT, 
	value_max TEXT, 
	unit TEXT NOT NULL, 
	kind VARCHAR(80) NOT NULL, 
	text TEXT NOT NULL, 
	base_value TEXT, 
	base_value_max TEXT, 
	base_unit TEXT NOT NULL, 
	confidence FLOAT NOT NULL, 
	ordinal INTEGER NOT NULL, 
	PRIMARY KEY (filing_id, ordinal), 
	FOREIGN KEY(filing_id) REFERENCES filings (filing_id) ON DELETE CASCADE, 
	FOREIGN KEY(indicator_id) REFERENCES indicators (indicator_id) ON DELETE CASCADE
);
INSERT INTO "values" VALUES('fdba4be323af801ec','fdba4be323af801ec-t1r5','target','','≥3000册','>=','3000',NULL,'册','quantity','','3000',NULL,'册',1.0,0);
INSERT INTO "values" VALUES('fdba4be323af801ec','fdba4be323af801ec-t1r6','target','','100%','','100',NULL,'%','ratio','','1',NULL,'1',1.0,1);
INSERT INTO "values" VALUES('fdba4be323af801ec','fdba4be323af801ec-t1r7','target','','≥90%','>=','90',NULL,'%','ratio','','0.9',NULL,'1',1.0,2);
CREATE INDEX ix_filings_status ON filings (status);
CREATE INDEX ix_filings_unit_name ON filings (unit_name);
CREATE INDEX ix_filings_fiscal_year ON filings (fiscal_year);
CREATE INDEX ix_filings_form ON filings (form);
CREATE INDEX ix_filings_confidence ON filings (confidence);
CREATE INDEX ix_filings_source ON filings (source);
CREATE UNIQUE INDEX ix_indicators_order ON indicators (filing_id, ordinal);
CREATE INDEX ix_indicators_confidence ON indicators (confidence);
CREATE INDEX ix_indicators_canonical_id ON indicators (canonical_id);
CREATE INDEX ix_indicators_review ON indicators (review);
CREATE INDEX ix_amounts_review ON amounts (review);
CREATE UNIQUE INDEX ix_amounts_order ON amounts (filing_id, ordinal);
CREATE INDEX ix_amounts_confidence ON amounts (confidence);
CREATE UNIQUE INDEX ix_goals_order ON goals (filing_id, ordinal);
CREATE INDEX ix_goals_confidence ON goals (confidence);
CREATE UNIQUE INDEX ix_fields_order ON fields (filing_id, ordinal);
CREATE INDEX ix_fields_confidence ON fields (confidence);
CREATE INDEX ix_findings_indicator_id ON findings (indicator_id);
CREATE INDEX ix_findings_rule ON findings (rule);
CREATE INDEX ix_findings_severity ON findings (severity);
CREATE UNIQUE INDEX ix_findings_order ON findings (filing_id, ordinal);
CREATE INDEX ix_values_indicator_id ON "values" (indicator_id);
CREATE INDEX ix_values_confidence ON "values" (confidence);
CREATE INDEX ix_readings_indicator_id ON readings (indicator_id);
CREATE INDEX ix_readings_confidence ON readings (confidence);
CREATE INDEX ix_rules_indicator_id ON rules (indicator_id);
CREATE INDEX ix_rules_confidence ON rules (confidence);
COMMIT;
