/*
  Warnings:

  - You are about to drop the column `username` on the `users` table. All the data in the column will be lost.
  - You are about to drop the `users_email_backup` table. If the table is not empty, all the data it contains will be lost.

*/
-- Rename users.username to users.handle, step 3 of 3: no running release reads username any more.

-- AlterTable
ALTER TABLE "users" DROP COLUMN "username";

-- DropTable
DROP TABLE "users_email_backup";
