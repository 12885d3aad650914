DROP TABLE "watchlist_items";

DROP TABLE "watchlists";

DROP TABLE "alerts";

DROP TYPE "AlertStatus";

DROP TYPE "AlertCondition";
