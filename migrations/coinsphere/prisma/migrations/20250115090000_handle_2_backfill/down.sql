-- The values may stay: the running release still writes both columns
DROP INDEX "users_handle_key";

ALTER TABLE "users" ALTER COLUMN "handle" DROP NOT NULL;
