-- A constraint cannot be made unchecked again; put the unchecked one in its place
ALTER TABLE "transactions" DROP CONSTRAINT "transactions_quantity_check",
  ADD CONSTRAINT "transactions_quantity_check" CHECK ("quantity" > 0) NOT VALID;

ALTER TABLE "holdings" DROP CONSTRAINT "holdings_quantity_check",
  ADD CONSTRAINT "holdings_quantity_check" CHECK ("quantity" >= 0) NOT VALID;
