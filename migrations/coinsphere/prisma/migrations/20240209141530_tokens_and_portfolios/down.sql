DROP TABLE "holdings";

DROP TABLE "portfolios";

DROP TABLE "tokens";
