DROP TABLE "price_data";
