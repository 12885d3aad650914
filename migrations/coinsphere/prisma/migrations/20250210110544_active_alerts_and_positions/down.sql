DROP VIEW "portfolio_positions";

DROP INDEX "alerts_token_id_active_idx";
