-- Where TimescaleDB is loaded, price_data becomes a hypertable of weekly chunks; elsewhere it stays a plain table.
-- The table is empty or small at this point of the history: migrate_data locks it for as long as the copy takes.
DO $$
BEGIN
  -- The loader's own setting is there only when the library is in shared_preload_libraries
  IF current_setting('timescaledb.disable_load', true) IS NOT NULL
     AND EXISTS (SELECT 1 FROM pg_available_extensions WHERE name = 'timescaledb') THEN
    BEGIN
      CREATE EXTENSION IF NOT EXISTS timescaledb;
    EXCEPTION WHEN insufficient_privilege THEN
      RAISE NOTICE 'TimescaleDB is available, but this role may not create the extension';
    END;
  END IF;

  IF NOT EXISTS (SELECT 1 FROM pg_extension WHERE extname = 'timescaledb') THEN
    RAISE NOTICE 'no TimescaleDB here: price_data stays a plain table';
    RETURN;
  END IF;

  PERFORM create_hypertable('price_data', 'time',
                            chunk_time_interval => INTERVAL '7 days',
                            create_default_indexes => FALSE,
                            migrate_data => TRUE);

  -- Compression is not part of the Apache edition
  IF current_setting('timescaledb.license', true) = 'timescale' THEN
    ALTER TABLE "price_data" SET (
      timescaledb.compress,
      timescaledb.compress_segmentby = 'token_id'
    );
    PERFORM add_compression_policy('price_data', INTERVAL '14 days');
  END IF;
END $$;
