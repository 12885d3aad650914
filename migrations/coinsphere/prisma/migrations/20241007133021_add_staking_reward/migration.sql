-- AlterEnum
ALTER TYPE "TransactionType" ADD VALUE 'STAKING_REWARD';
