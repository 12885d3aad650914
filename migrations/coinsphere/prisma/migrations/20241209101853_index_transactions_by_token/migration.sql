-- CreateIndex
CREATE INDEX CONCURRENTLY "transactions_token_id_executed_at_idx" ON "transactions"("token_id", "executed_at");
