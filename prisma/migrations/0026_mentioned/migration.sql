-- Whom a message has mentioned since when, where edits have changed that.

-- AlterTable
ALTER TABLE "message" ADD COLUMN     "mentioned" JSONB,
ADD COLUMN     "mentioned_at" BIGINT;

-- CreateIndex
CREATE INDEX "message_channel_id_mentioned_at_idx" ON "message"("channel_id", "mentioned_at") WHERE "mentioned_at" IS NOT NULL;

-- A text may mean people of a channel since one instant and others since another.
ALTER TABLE "mention" DROP CONSTRAINT "mention_pkey",
ADD CONSTRAINT "mention_pkey" PRIMARY KEY ("message_id", "target", "at");
