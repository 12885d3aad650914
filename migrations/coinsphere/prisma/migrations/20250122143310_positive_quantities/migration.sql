-- Holds for new rows at once; old rows are checked by the next migration, without blocking writes.
ALTER TABLE "transactions" ADD CONSTRAINT "transactions_quantity_check" CHECK ("quantity" > 0) NOT VALID;

ALTER TABLE "holdings" ADD CONSTRAINT "holdings_quantity_check" CHECK ("quantity" >= 0) NOT VALID;
