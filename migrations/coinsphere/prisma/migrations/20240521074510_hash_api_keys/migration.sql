-- API keys were stored as issued. Keep only their SHA-256, as sessions do.
-- There is no way back from a hash, hence no down script: restore the backup, or let users issue new keys.
UPDATE "api_keys"
SET "secret" = encode(sha256(convert_to("secret", 'UTF8')), 'hex')
WHERE "secret" !~ '^[0-9a-f]{64}$';

-- Verify
DO $$
BEGIN
  IF EXISTS (SELECT 1 FROM "api_keys" WHERE "secret" !~ '^[0-9a-f]{64}$') THEN
    RAISE EXCEPTION 'Data migration failed: API keys in clear text still exist';
  END IF;
END $$;
