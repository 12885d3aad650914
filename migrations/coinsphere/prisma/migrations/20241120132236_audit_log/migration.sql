-- CreateEnum
CREATE TYPE "AuditAction" AS ENUM ('INSERT', 'UPDATE', 'DELETE');

-- CreateTable
CREATE TABLE "audit_log" (
    "id" BIGSERIAL NOT NULL,
    "table_name" TEXT NOT NULL,
    "row_id" BIGINT NOT NULL,
    "action" "AuditAction" NOT NULL,
    "actor_id" BIGINT,
    "before" JSONB,
    "after" JSONB,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "audit_log_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "audit_log_table_name_row_id_idx" ON "audit_log"("table_name", "row_id");

-- The application names the actor per transaction: SET LOCAL coinsphere.actor_id = '42'
CREATE FUNCTION "record_audit"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  was jsonb := CASE WHEN TG_OP = 'INSERT' THEN NULL ELSE to_jsonb(OLD) - 'secret' END;
  now_is jsonb := CASE WHEN TG_OP = 'DELETE' THEN NULL ELSE to_jsonb(NEW) - 'secret' END;
BEGIN
  INSERT INTO "audit_log" ("table_name", "row_id", "action", "actor_id", "before", "after")
  VALUES (TG_TABLE_NAME,
          (COALESCE(now_is, was) ->> 'id')::bigint,
          TG_OP::"AuditAction",
          NULLIF(current_setting('coinsphere.actor_id', true), '')::bigint,
          was,
          now_is);
  RETURN NULL;
END $$;

CREATE TRIGGER "portfolios_audit" AFTER INSERT OR UPDATE OR DELETE ON "portfolios"
  FOR EACH ROW EXECUTE FUNCTION "record_audit"();

CREATE TRIGGER "api_keys_audit" AFTER INSERT OR UPDATE OR DELETE ON "api_keys"
  FOR EACH ROW EXECUTE FUNCTION "record_audit"();
