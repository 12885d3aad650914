-- Drops the continuous aggregate and the materialized view alike
DROP MATERIALIZED VIEW "price_data_1h";
