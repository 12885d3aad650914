-- Sign-in compares addresses as typed; from here on they are stored in lower case.
BEGIN;

-- Backup table: the addresses as people typed them, dropped by a later migration
CREATE TABLE "users_email_backup" AS SELECT "id", "email" FROM "users";

-- Two accounts that differ only by case cannot be merged by a script
DO $$
BEGIN
  IF EXISTS (SELECT 1 FROM "users" GROUP BY lower("email") HAVING count(*) > 1) THEN
    RAISE EXCEPTION 'Data migration stopped: accounts exist whose emails differ only by case'
      USING HINT = 'SELECT lower(email), array_agg(id) FROM users GROUP BY 1 HAVING count(*) > 1;';
  END IF;
END $$;

-- Transform data
UPDATE "users" SET "email" = lower("email") WHERE "email" <> lower("email");

-- Verify transformation
DO $$
BEGIN
  IF EXISTS (SELECT 1 FROM "users" WHERE "email" <> lower("email")) THEN
    RAISE EXCEPTION 'Data migration failed: uppercase emails still exist';
  END IF;
END $$;

COMMIT;
