-- Data loss: staking rewards become incoming transfers, because the type loses the value.
CREATE TYPE "TransactionType_new" AS ENUM ('BUY', 'SELL', 'TRANSFER_IN', 'TRANSFER_OUT');

ALTER TABLE "transactions" ALTER COLUMN "type" TYPE "TransactionType_new"
  USING (CASE "type"::text WHEN 'STAKING_REWARD' THEN 'TRANSFER_IN' ELSE "type"::text END)::"TransactionType_new";

DROP TYPE "TransactionType";

ALTER TYPE "TransactionType_new" RENAME TO "TransactionType";
