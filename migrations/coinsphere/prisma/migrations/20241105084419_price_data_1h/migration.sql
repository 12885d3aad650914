-- Hourly candles: a continuous aggregate where TimescaleDB offers them, else a materialized view with the same columns.
DO $$
BEGIN
  IF EXISTS (SELECT 1 FROM pg_extension WHERE extname = 'timescaledb')
     AND current_setting('timescaledb.license', true) = 'timescale' THEN
    -- WITH NO DATA: filling it cannot run inside a transaction block. Afterwards, on its own:
    --   CALL refresh_continuous_aggregate('price_data_1h', NULL, NULL);
    CREATE MATERIALIZED VIEW "price_data_1h" WITH (timescaledb.continuous) AS
    SELECT "token_id",
           time_bucket(INTERVAL '1 hour', "time") AS "bucket",
           first("price", "time") AS "open",
           max("price") AS "high",
           min("price") AS "low",
           last("price", "time") AS "close",
           sum("volume") AS "volume"
    FROM "price_data"
    GROUP BY "token_id", time_bucket(INTERVAL '1 hour', "time")
    WITH NO DATA;
    RETURN;
  END IF;

  CREATE MATERIALIZED VIEW "price_data_1h" AS
  SELECT "token_id",
         date_trunc('hour', "time", 'UTC') AS "bucket",
         (array_agg("price" ORDER BY "time"))[1] AS "open",
         max("price") AS "high",
         min("price") AS "low",
         (array_agg("price" ORDER BY "time" DESC))[1] AS "close",
         sum("volume") AS "volume"
  FROM "price_data"
  GROUP BY "token_id", date_trunc('hour', "time", 'UTC');

  -- Needed by REFRESH MATERIALIZED VIEW CONCURRENTLY
  CREATE UNIQUE INDEX "price_data_1h_token_id_bucket_key" ON "price_data_1h"("token_id", "bucket");
END $$;
