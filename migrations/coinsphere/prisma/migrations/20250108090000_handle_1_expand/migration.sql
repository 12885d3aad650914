-- Rename users.username to users.handle, step 1 of 3.
-- Deploy the release that writes both columns after this.

-- AlterTable
ALTER TABLE "users" ADD COLUMN     "handle" TEXT;
