DROP TABLE "transactions";

DROP TYPE "TransactionType";
