-- A hypertable cannot be turned back in place: copy it into a plain table. Without TimescaleDB nothing was done.
-- The extension itself stays; others may use it.
DO $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_extension WHERE extname = 'timescaledb') THEN
    RETURN;
  END IF;
  IF NOT EXISTS (SELECT 1 FROM timescaledb_information.hypertables
                 WHERE hypertable_schema = current_schema() AND hypertable_name = 'price_data') THEN
    RETURN;
  END IF;

  CREATE TABLE "price_data_plain" (LIKE "price_data" INCLUDING DEFAULTS);
  INSERT INTO "price_data_plain" SELECT * FROM "price_data";
  DROP TABLE "price_data";
  ALTER TABLE "price_data_plain" RENAME TO "price_data";

  ALTER TABLE "price_data" ADD CONSTRAINT "price_data_pkey" PRIMARY KEY ("token_id", "time");
  CREATE INDEX "price_data_time_idx" ON "price_data"("time" DESC);
  ALTER TABLE "price_data" ADD CONSTRAINT "price_data_token_id_fkey" FOREIGN KEY ("token_id")
    REFERENCES "tokens"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
END $$;
