-- DropIndex
DROP INDEX CONCURRENTLY "transactions_token_id_executed_at_idx";
