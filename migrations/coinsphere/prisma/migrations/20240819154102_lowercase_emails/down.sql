-- Accounts made or changed since keep the address they have now
UPDATE "users" AS u
SET "email" = b."email"
FROM "users_email_backup" AS b
WHERE b."id" = u."id" AND u."email" = lower(b."email");

DROP TABLE "users_email_backup";
