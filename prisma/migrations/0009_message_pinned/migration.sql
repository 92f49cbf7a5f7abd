-- A message that is pinned to its channel says so itself; pages and answers carry it without a join.
ALTER TABLE "message" ADD COLUMN "pinned_by" TEXT COLLATE "C", ADD COLUMN "pinned_at" BIGINT;
CREATE INDEX "message_channel_id_pinned_at_idx" ON "message"("channel_id", "pinned_at") WHERE "pinned_at" IS NOT NULL;
