-- Made-up data for the demo project: the same rows each time, nothing twice.
-- Prices and trades lie in the week before 8 January 2025.

INSERT INTO "tokens" ("symbol", "name", "chain", "decimals")
VALUES ('BTC', 'Bitcoin', 'bitcoin', 8),
       ('ETH', 'Ether', 'ethereum', 18),
       ('SOL', 'Solana', 'solana', 9),
       ('ADA', 'Cardano', 'cardano', 6),
       ('DOT', 'Polkadot', 'polkadot', 10),
       ('AVAX', 'Avalanche', 'avalanche', 18),
       ('LINK', 'Chainlink', 'ethereum', 18),
       ('USDC', 'USD Coin', 'ethereum', 6)
ON CONFLICT ("chain", "symbol") DO NOTHING;

INSERT INTO "users" ("email", "password_hash", "role", "timezone", "handle", "email_verified_at", "created_at")
SELECT format('%s.%s@example.com', lower(n.given), i),
       '$argon2id$v=19$m=65536,t=3,p=4$demo$demo',
       CASE WHEN i = 1 THEN 'ADMIN' ELSE 'USER' END::"UserRole",
       (ARRAY['UTC', 'Europe/Prague', 'America/New_York', 'Asia/Singapore'])[1 + i % 4],
       format('%s%s', lower(n.given), i),
       CASE WHEN i % 7 <> 0 THEN TIMESTAMPTZ '2024-06-01 09:00+00' + i * INTERVAL '3 days' END,
       TIMESTAMPTZ '2024-06-01 08:00+00' + i * INTERVAL '3 days'
FROM generate_series(1, 24) AS i
CROSS JOIN LATERAL (SELECT (ARRAY['Ada', 'Bela', 'Chidi', 'Dana', 'Emil', 'Fatima', 'Goran', 'Hana'])[1 + i % 8] AS given) AS n
ON CONFLICT ("email") DO NOTHING;

INSERT INTO "sessions" ("user_id", "token_hash", "user_agent", "expires_at", "created_at")
SELECT u."id", encode(sha256(convert_to('session-' || u."email", 'UTF8')), 'hex'), 'demo',
       TIMESTAMPTZ '2025-02-08 00:00+00', TIMESTAMPTZ '2025-01-07 12:00+00'
FROM "users" u
ON CONFLICT ("token_hash") DO NOTHING;

INSERT INTO "api_keys" ("user_id", "label", "secret", "scopes")
SELECT u."id", 'tax report', encode(sha256(convert_to('key-' || u."email", 'UTF8')), 'hex'), ARRAY['read']
FROM "users" u
WHERE u."id" % 3 = 0
ON CONFLICT ("secret") DO NOTHING;

INSERT INTO "portfolios" ("user_id", "name", "base_currency", "is_default")
SELECT u."id", p."name", p."currency", p."name" = 'Main'
FROM "users" u
CROSS JOIN (VALUES ('Main', 'USD'), ('Long term', 'EUR')) AS p("name", "currency")
WHERE p."name" = 'Main' OR u."id" % 2 = 0
ON CONFLICT ("user_id", "name") DO NOTHING;

-- Two days of prices, every 15 minutes: a slow wave around each token's level
INSERT INTO "price_data" ("time", "token_id", "price", "volume")
SELECT at,
       t."id",
       round((l.level * (1 + 0.03 * sin(extract(epoch FROM at) / 20000 + t."id")))::numeric, 6),
       round((1000000 / l.level)::numeric, 2)
FROM "tokens" t
JOIN (VALUES ('BTC', 96000.0), ('ETH', 3400.0), ('SOL', 200.0), ('ADA', 1.0),
             ('DOT', 7.1), ('AVAX', 39.0), ('LINK', 22.5), ('USDC', 1.0)) AS l(symbol, level) ON l.symbol = t."symbol"
CROSS JOIN generate_series(TIMESTAMPTZ '2025-01-06 00:00+00', TIMESTAMPTZ '2025-01-07 23:45+00', INTERVAL '15 minutes') AS at
ON CONFLICT ("token_id", "time") DO NOTHING;

INSERT INTO "transactions" ("portfolio_id", "token_id", "type", "quantity", "unit_price", "fee", "external_ref", "executed_at")
SELECT p."id",
       t."id",
       (CASE WHEN n % 9 = 0 THEN 'STAKING_REWARD' WHEN n % 4 = 0 THEN 'SELL' ELSE 'BUY' END)::"TransactionType",
       round((1 + (p."id" * 7 + t."id" * 3 + n) % 20) / 4.0, 2),
       d."price",
       round(d."price" * 0.001, 6),
       format('demo-%s-%s', t."symbol", n),
       d."time"
FROM "portfolios" p
CROSS JOIN generate_series(1, 10) AS n
JOIN "tokens" t ON t."id" = (SELECT min("id") FROM "tokens") + (p."id" + n) % 8
JOIN "price_data" d ON d."token_id" = t."id" AND d."time" = TIMESTAMPTZ '2025-01-06 00:00+00' + n * INTERVAL '3 hours'
ON CONFLICT ("portfolio_id", "external_ref") DO NOTHING;

INSERT INTO "holdings" ("portfolio_id", "token_id", "quantity", "average_cost")
SELECT x."portfolio_id",
       x."token_id",
       greatest(0, sum(CASE WHEN x."type" IN ('SELL', 'TRANSFER_OUT') THEN -x."quantity" ELSE x."quantity" END)),
       COALESCE(avg(x."unit_price") FILTER (WHERE x."type" = 'BUY'), 0)
FROM "transactions" x
GROUP BY x."portfolio_id", x."token_id"
ON CONFLICT ("portfolio_id", "token_id") DO NOTHING;

INSERT INTO "alerts" ("user_id", "token_id", "condition", "threshold", "status", "triggered_at")
SELECT u."id", t."id", 'ABOVE', 105000, s."status"::"AlertStatus",
       CASE WHEN s."status" = 'TRIGGERED' THEN TIMESTAMPTZ '2025-01-07 18:00+00' END
FROM "users" u
JOIN "tokens" t ON t."symbol" = 'BTC'
CROSS JOIN LATERAL (SELECT (ARRAY['ACTIVE', 'PAUSED', 'TRIGGERED'])[1 + (u."id" % 3)::int] AS "status") s
WHERE NOT EXISTS (SELECT 1 FROM "alerts" a WHERE a."user_id" = u."id" AND a."token_id" = t."id");

INSERT INTO "watchlists" ("user_id", "name")
SELECT u."id", 'Favourites' FROM "users" u
ON CONFLICT ("user_id", "name") DO NOTHING;

INSERT INTO "watchlist_items" ("watchlist_id", "token_id", "position")
SELECT w."id", t."id", row_number() OVER (PARTITION BY w."id" ORDER BY t."id")
FROM "watchlists" w
JOIN "tokens" t ON (w."id" + t."id") % 2 = 0
ON CONFLICT ("watchlist_id", "token_id") DO NOTHING;

-- A continuous aggregate cannot be refreshed in here: CALL refresh_continuous_aggregate('price_data_1h', NULL, NULL);
DO $$
BEGIN
  IF (SELECT relkind FROM pg_class WHERE oid = 'price_data_1h'::regclass) = 'm' THEN
    REFRESH MATERIALIZED VIEW "price_data_1h";
  END IF;
END $$;
