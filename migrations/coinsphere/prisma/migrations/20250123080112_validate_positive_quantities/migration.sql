ALTER TABLE "transactions" VALIDATE CONSTRAINT "transactions_quantity_check";

ALTER TABLE "holdings" VALIDATE CONSTRAINT "holdings_quantity_check";
