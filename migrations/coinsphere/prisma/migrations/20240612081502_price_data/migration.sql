-- CreateTable
CREATE TABLE "price_data" (
    "time" TIMESTAMPTZ(3) NOT NULL,
    "token_id" INTEGER NOT NULL,
    "price" DECIMAL(38,18) NOT NULL,
    "volume" DECIMAL(38,18) NOT NULL DEFAULT 0,
    "source" TEXT NOT NULL DEFAULT 'aggregate',

    CONSTRAINT "price_data_pkey" PRIMARY KEY ("token_id","time")
);

-- CreateIndex
CREATE INDEX "price_data_time_idx" ON "price_data"("time" DESC);

-- AddForeignKey
ALTER TABLE "price_data" ADD CONSTRAINT "price_data_token_id_fkey" FOREIGN KEY ("token_id") REFERENCES "tokens"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
