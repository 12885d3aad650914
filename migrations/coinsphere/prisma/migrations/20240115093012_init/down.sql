DROP TABLE "sessions";

DROP TABLE "users";

DROP TYPE "UserRole";
