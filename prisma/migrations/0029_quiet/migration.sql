-- When somebody is not to be notified.

-- AlterTable
ALTER TABLE "users" ADD COLUMN     "quiet" JSONB;
