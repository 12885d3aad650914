-- username comes back as a copy of handle: an account that had no username gets one.
-- Data loss: the email backup comes back empty.

-- Renaming first and adding after puts both columns where they were
ALTER TABLE "users" RENAME COLUMN "handle" TO "username";

ALTER INDEX "users_handle_key" RENAME TO "users_username_key";

ALTER TABLE "users" ALTER COLUMN "username" DROP NOT NULL,
ADD COLUMN     "handle" TEXT;

UPDATE "users" SET "handle" = "username";

ALTER TABLE "users" ALTER COLUMN "handle" SET NOT NULL;

CREATE UNIQUE INDEX "users_handle_key" ON "users"("handle");

CREATE TABLE "users_email_backup" (
    "id" BIGINT,
    "email" TEXT
);
