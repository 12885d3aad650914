-- Data loss: the audit trail goes with its table. Copy it away first where it must be kept.
DROP TRIGGER "api_keys_audit" ON "api_keys";

DROP TRIGGER "portfolios_audit" ON "portfolios";

DROP FUNCTION "record_audit"();

DROP TABLE "audit_log";

DROP TYPE "AuditAction";
