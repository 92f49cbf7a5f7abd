-- A reply may stand in its channel's timeline, too.

-- AlterTable
ALTER TABLE "message" ADD COLUMN     "in_channel" BOOLEAN NOT NULL DEFAULT false;
