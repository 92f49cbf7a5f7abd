-- History that came from elsewhere is nobody's unread, however new it is.

-- AlterTable
ALTER TABLE "message" ADD COLUMN     "backfill" BOOLEAN NOT NULL DEFAULT false;
