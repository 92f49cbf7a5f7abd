-- A message may quote another one, as it was.

-- AlterTable
ALTER TABLE "message" ADD COLUMN     "quote" JSONB;
