-- Rename users.username to users.handle, step 2 of 3.
-- Every running release writes both columns; fill the rows from before.
UPDATE "users"
SET "handle" = COALESCE("username", 'user-' || "id")
WHERE "handle" IS NULL;

-- Verify
DO $$
BEGIN
  IF EXISTS (SELECT 1 FROM "users" WHERE "handle" IS NULL OR "handle" <> COALESCE("username", "handle")) THEN
    RAISE EXCEPTION 'Data migration failed: handle and username differ';
  END IF;
END $$;

-- AlterTable
ALTER TABLE "users" ALTER COLUMN "handle" SET NOT NULL;

-- CreateIndex
CREATE UNIQUE INDEX "users_handle_key" ON "users"("handle");
