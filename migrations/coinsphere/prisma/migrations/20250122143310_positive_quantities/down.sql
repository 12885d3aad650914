ALTER TABLE "holdings" DROP CONSTRAINT "holdings_quantity_check";

ALTER TABLE "transactions" DROP CONSTRAINT "transactions_quantity_check";
