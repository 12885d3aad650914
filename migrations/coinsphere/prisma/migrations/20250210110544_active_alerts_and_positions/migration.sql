-- The price watcher reads nothing but active alerts, about one in twenty
CREATE INDEX "alerts_token_id_active_idx" ON "alerts"("token_id", "threshold") WHERE "status" = 'ACTIVE';

-- What a portfolio holds, at the latest price known
CREATE VIEW "portfolio_positions" AS
SELECT h."portfolio_id",
       h."token_id",
       t."symbol",
       h."quantity",
       h."average_cost",
       p."price",
       p."time" AS "priced_at",
       h."quantity" * p."price" AS "market_value",
       h."quantity" * (p."price" - h."average_cost") AS "unrealized_gain"
FROM "holdings" h
JOIN "tokens" t ON t."id" = h."token_id"
LEFT JOIN LATERAL (
    SELECT d."price", d."time"
    FROM "price_data" d
    WHERE d."token_id" = h."token_id"
    ORDER BY d."time" DESC
    LIMIT 1
) p ON true;
