BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('r0005');
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
	ordinal INTEGER NOT NULL, reasons TEXT DEFAULT '' NOT NULL, 
	PRIMARY KEY (amount_id), 
	FOREIGN KEY(filing_id) REFERENCES filings (filing_id) ON DELETE CASCADE
);
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
INSERT INTO "fields" VALUES('fed8d9532b6dc0c58','fed8d9532b6dc0c58-t1r1','河道清淤项目','项目名称','河道清淤项目',NULL,'',0.99,0);
INSERT INTO "fields" VALUES('fed8d9532b6dc0c58','fed8d9532b6dc0c58-t1r2','河道清淤项目','主管部门','柳湾县水利局',NULL,'',0.99,1);
INSERT INTO "fields" VALUES('f6426691d5d707917','f6426691d5d707917-t1r1','农村改厕项目','项目名称','农村改厕项目',NULL,'',0.99,0);
INSERT INTO "fields" VALUES('f6426691d5d707917','f6426691d5d707917-t1r2','农村改厕项目','主管部门','柳桥县农业农村局',NULL,'',0.99,1);
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
	reasons TEXT NOT NULL, doubt VARCHAR(80) DEFAULT '' NOT NULL, 
	PRIMARY KEY (filing_id), 
	UNIQUE (sha256)
);
INSERT INTO "filings" VALUES('fed8d9532b6dc0c58','checked.txt','ed8d9532b6dc0c585a4d305b081e031deac1b58efb93a321a481b73b6fbc7f2a','text','self-evaluation','2023','柳湾县水利局',NULL,0.107,'needs-review','','2','0.1.0+ebfd62ec0d','1.1-4e18a389','','both');
INSERT INTO "filings" VALUES('f6426691d5d707917','toilets.txt','6426691d5d7079177a33bd33cfc1c7d71da5465a0d171f058db64af91d6a20cb','text','project-target','2024','柳桥县农业农村局',NULL,0.267,'needs-review','','2','0.1.0+ebfd62ec0d','1.1-4e18a389','table 1: the head “甲村” is not known: its column is read as target；table 1: the head “乙村” is not known: its column was not read','reading');
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
INSERT INTO "findings" VALUES('fed8d9532b6dc0c58','fed8d9532b6dc0c58-filing-weight-sum-mismatch','','河道清淤项目','weight-sum-mismatch','error','“河道清淤项目”的指标分值合计40分，不等于100分',0);
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
INSERT INTO "indicators" VALUES('fed8d9532b6dc0c58','fed8d9532b6dc0c58-t1r4','self-evaluation','河道清淤项目','annual','产出指标','数量指标','清淤河道长度','清淤河道长度','PQ29','河道治理长度',90.0,'≥5公里','>=','5',NULL,'公里','quantity','','5000',NULL,'m','5.2公里','','5.2',NULL,'公里','quantity','','5200',NULL,'m','40','40','40','40','','','','',NULL,1,4,'',0.096,'pending','the cells of a column are not like its head；several cells stand under one head；unit printed in the cell',0);
INSERT INTO "indicators" VALUES('f6426691d5d707917','f6426691d5d707917-t1r4','project-target','农村改厕项目','annual','产出指标','数量指标','改厕户数','改厕户数','PQ46','农村户厕改造数',100.0,'≥30户','>=','30',NULL,'户','quantity','','30',NULL,'户','','',NULL,NULL,'','','',NULL,NULL,'',NULL,NULL,'','','','','','',NULL,1,4,'',0.33,'pending','a column under a head that is not known；unit printed in the cell',0);
INSERT INTO "indicators" VALUES('f6426691d5d707917','f6426691d5d707917-t1r5','project-target','农村改厕项目','annual','产出指标','质量指标','验收合格率','验收合格率','PL02','验收合格率',100.0,'100%','','100',NULL,'%','ratio','','1',NULL,'1','','',NULL,NULL,'','','',NULL,NULL,'',NULL,NULL,'','','','','','',NULL,1,5,'',0.33,'pending','a column under a head that is not known；unit printed in the cell',1);
CREATE TABLE journal (
	seq INTEGER NOT NULL, 
	entry_id VARCHAR(120) NOT NULL, 
	format INTEGER NOT NULL, 
	made_at VARCHAR(120) NOT NULL, 
	who TEXT NOT NULL, 
	kind VARCHAR(120) NOT NULL, 
	sha256 VARCHAR(120) NOT NULL, 
	"table" VARCHAR(120) NOT NULL, 
	record_id VARCHAR(120) NOT NULL, 
	page INTEGER, 
	table_number INTEGER, 
	"row" INTEGER, 
	bbox VARCHAR(120) NOT NULL, 
	fingerprint VARCHAR(120) NOT NULL, 
	field VARCHAR(120) NOT NULL, 
	old TEXT NOT NULL, 
	new TEXT NOT NULL, 
	why TEXT NOT NULL, 
	undoes VARCHAR(120) NOT NULL, 
	code_version VARCHAR(120) NOT NULL, 
	taxonomy_version VARCHAR(120) NOT NULL, 
	PRIMARY KEY (seq), 
	UNIQUE (entry_id)
);
CREATE TABLE lost_corrections (
	entry_id VARCHAR(120) NOT NULL, 
	sha256 VARCHAR(120) NOT NULL, 
	"table" VARCHAR(120) NOT NULL, 
	record_id VARCHAR(120) NOT NULL, 
	reason VARCHAR(120) NOT NULL, 
	detail TEXT NOT NULL, 
	PRIMARY KEY (entry_id, "table", record_id)
);
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
CREATE TABLE staged (
	sha256 VARCHAR(120) NOT NULL, 
	payload BLOB NOT NULL, 
	read_by VARCHAR(120) NOT NULL, 
	meant_by VARCHAR(120) NOT NULL, 
	taxonomy_version VARCHAR(120) NOT NULL, 
	entries INTEGER NOT NULL, 
	"full" BOOLEAN NOT NULL, differs BOOLEAN DEFAULT 1 NOT NULL, 
	PRIMARY KEY (sha256)
);
CREATE TABLE stamps (
	name VARCHAR(80) NOT NULL, 
	value VARCHAR(80) NOT NULL, 
	PRIMARY KEY (name)
);
INSERT INTO "stamps" VALUES('schema_version','2');
CREATE TABLE states (
	name VARCHAR(120) NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY (name)
);
CREATE TABLE understandings (
	sha256 VARCHAR(120) NOT NULL, 
	payload BLOB NOT NULL, 
	read_by VARCHAR(120) NOT NULL, 
	meant_by VARCHAR(120) NOT NULL, 
	taxonomy_version VARCHAR(120) NOT NULL, 
	entries INTEGER NOT NULL, 
	generation INTEGER NOT NULL, 
	PRIMARY KEY (sha256)
);
INSERT INTO "understandings" VALUES('ed8d9532b6dc0c585a4d305b081e031deac1b58efb93a321a481b73b6fbc7f2a',X'789CCD96DD6ED33014C75F25F27599DAAC6528AF82A6C94B4E5B53C7AE1CA71B54954030B593C687842A2EB86095806D088DC126B12FB177414BDA5CED15B093362D68A34B3724EE8E8FED737EE7D8F93B4D6457316340918524AC4A9443755C010F59CCA73487046087B00AB29AA8CC85AB567940CB77A081A98F25E14C6D904452BDE37E330961A1F0DB7EF4E47578B8167E7F1FF58EFA6F77FB273B61B733687F1A7C7936E86DEB3414DBA0E3EA7CA374CB94DB3564155450BC4C53B7E02B23D3E6D47759BA9EAF26664BCFB0327180E9A885B97C4E914A05E620AB8CA907ADC55C8CF7FF83E652BC8BD38E9937E783A383E0F8E3C5E9FA141AF31FB58D3087D8587291F4EECA8BC0B01BA38D9A1BB7356971D43D53254CE19F4FF90B43F8E298BC98B189A82EF803B02F3F650552E5823C52D81652F7DFC754B92834801694E7FC782B681F871BED70B33DF29B3A50772F6ABF4CFD3650EAE95A461BD3D2FF083073D166D6A247A8E343F81D796692F9AC24128B0AC809929FEB1F4AC1DAE7A8BD71138E52560E6C4B7DBA638ED29C79738CBB5931568054AA93ED28E66F927F216B7ECFE6026E2DFDBD6CE9D5922AF194803C5402120B8A0441DC6450554FCC92CF88A642C3A413E39919FF2E75F9B9427E217EDF3CCEB4AE21590523FEA20D5E36B0918431B0008371695052038348CFD0B84857D80081E970872731730C9F39200CCE2059B4A8B513BBDC67F1A3A306158EE9D02C13A04EA2A735506D41893005AF9EF7B7F6547CADAB70957609AE6B4E156EAAD665EB61E1BAFAA35FAA04FEFCF0A4BFDB8B9E6E476FB627E1DFED87473F821767E1DE41D0D909BE3E1EC3DBDCAD830426971CA863215D65DE7625E6B52B59BCE4128FEF869AF599FE15D276ABF50BE8FB6580','0c923d78d4d610e9 auto rapidocr rapidocr 3.10.0, openvino 2026.4.1, PP-OCRv6 small, detection in 1900000 pixels','f01fc9af6ef97439','1.1-4e18a389',0,0);
INSERT INTO "understandings" VALUES('6426691d5d7079177a33bd33cfc1c7d71da5465a0d171f058db64af91d6a20cb',X'789CCD96DD6EDA3018866F25B2B43356117E4E722B13AADCC4408663A3C429ED1012D2A441A58E751268DAD66AE5A02BDB41D76DD55628D2EE0591508E7A0BB31312DAAA1D04BA8A33FFE5F3F3F97B5FC765A0E6212108030530B4C5400C14610E59402136C6316022A8E924079432C852D3E0AB8A267D8E54F694413387C47AA6332C3E7856F6232860DCEE8E3E9EB8CD6F4EAD37BAF8E2B6EAA27B58BB6C77447C0C5524028A8D827D3630550B40917938B881C361939682A64AB16D90703DDDF29B153143B2BA8688882AAFC563C0428C236940C9426CA14A26E681AD32622C04BBEAD713F144CAE99E39BDCF57FD9D193489FF74603AD17415326AFAA7765FED09343CB209BCDBEC3A8D965BFFEDB64E678027437079429D9A22A7229E5E00C6119C57FBEEC15B1FC42F3207C953537F417960C0B56E43CC8730DA4458E623C3DE31D780BB5BE3D50FC6132297D6E9B8F6261C5711C696C825F8304CFA568085934E444D3A409D1EFF4DE48549925149267A98920C768E9271AE836528D2D128F892BC6E71C56E73C57A0A66C8D40DBF93E7D7D8BA4D74C106269B5EEB2FCCF86F6FC5D79249EF0AB528113E0250F23F946CA221538292E092581E3249B72442995420B44440465C08737A6EFC75D76DFE72F6EAEE617FD4885EF7F46AD9EEF2ACF308B64B3FA4ED6E212F4CB2BCEDE478FCC932042B6BB9F423588E334383DAC47B28F04E8E423C6966758435FF4F5840DBE1F3C1D97B3D3A163FBA4D886D749F0B4C2A3209BD32D335D14E469E57C9E24AF1E187E717A393F6F86567FCAE730DDEFDF4D36D1F398D3F9C6A78FEC16773BE57A729A8D4282286085BD750119ACCE0CD87CE2731773E993B043A2D3C9FB58978BD0A11787B48B2C2EB8E7C010CAAFBA3E60F0E3BA81EDC108222E9CC0A34C3274408095AD2F4B97B57AC61F7FDAC5825E8CF784C994AE52F2EC23F29','0c923d78d4d610e9 auto rapidocr rapidocr 3.10.0, openvino 2026.4.1, PP-OCRv6 small, detection in 1900000 pixels','f01fc9af6ef97439','1.1-4e18a389',0,0);
CREATE TABLE users (
	name VARCHAR(120) NOT NULL, 
	password_hash TEXT NOT NULL, 
	made_at VARCHAR(120) NOT NULL, 
	PRIMARY KEY (name)
);
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
INSERT INTO "values" VALUES('fed8d9532b6dc0c58','fed8d9532b6dc0c58-t1r4','target','','≥5公里','>=','5',NULL,'公里','quantity','','5000',NULL,'m',1.0,0);
INSERT INTO "values" VALUES('fed8d9532b6dc0c58','fed8d9532b6dc0c58-t1r4','actual','','5.2公里','','5.2',NULL,'公里','quantity','','5200',NULL,'m',1.0,1);
INSERT INTO "values" VALUES('f6426691d5d707917','f6426691d5d707917-t1r4','target','','≥30户','>=','30',NULL,'户','quantity','','30',NULL,'户',1.0,0);
INSERT INTO "values" VALUES('f6426691d5d707917','f6426691d5d707917-t1r5','target','','100%','','100',NULL,'%','ratio','','1',NULL,'1',1.0,1);
CREATE INDEX ix_filings_confidence ON filings (confidence);
CREATE INDEX ix_filings_fiscal_year ON filings (fiscal_year);
CREATE INDEX ix_filings_form ON filings (form);
CREATE INDEX ix_filings_source ON filings (source);
CREATE INDEX ix_filings_status ON filings (status);
CREATE INDEX ix_filings_unit_name ON filings (unit_name);
CREATE INDEX ix_amounts_confidence ON amounts (confidence);
CREATE UNIQUE INDEX ix_amounts_order ON amounts (filing_id, ordinal);
CREATE INDEX ix_amounts_review ON amounts (review);
CREATE INDEX ix_fields_confidence ON fields (confidence);
CREATE UNIQUE INDEX ix_fields_order ON fields (filing_id, ordinal);
CREATE INDEX ix_findings_indicator_id ON findings (indicator_id);
CREATE UNIQUE INDEX ix_findings_order ON findings (filing_id, ordinal);
CREATE INDEX ix_findings_rule ON findings (rule);
CREATE INDEX ix_findings_severity ON findings (severity);
CREATE INDEX ix_goals_confidence ON goals (confidence);
CREATE UNIQUE INDEX ix_goals_order ON goals (filing_id, ordinal);
CREATE INDEX ix_indicators_canonical_id ON indicators (canonical_id);
CREATE INDEX ix_indicators_confidence ON indicators (confidence);
CREATE UNIQUE INDEX ix_indicators_order ON indicators (filing_id, ordinal);
CREATE INDEX ix_indicators_review ON indicators (review);
CREATE INDEX ix_readings_confidence ON readings (confidence);
CREATE INDEX ix_readings_indicator_id ON readings (indicator_id);
CREATE INDEX ix_rules_confidence ON rules (confidence);
CREATE INDEX ix_rules_indicator_id ON rules (indicator_id);
CREATE INDEX ix_values_confidence ON "values" (confidence);
CREATE INDEX ix_values_indicator_id ON "values" (indicator_id);
CREATE INDEX ix_journal_sha256 ON journal (sha256);
CREATE INDEX ix_lost_corrections_sha256 ON lost_corrections (sha256);
CREATE TRIGGER journal_no_update BEFORE update ON journal BEGIN SELECT RAISE(ABORT, 'the journal is never changed: an undo is an entry'); END;
CREATE TRIGGER journal_no_delete BEFORE delete ON journal BEGIN SELECT RAISE(ABORT, 'the journal is never changed: an undo is an entry'); END;
CREATE INDEX ix_filings_doubt ON filings (doubt);
COMMIT;
