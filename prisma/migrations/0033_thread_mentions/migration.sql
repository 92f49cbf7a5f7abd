-- Who follows a thread looks for what edits have brought in it, without walking over those of the whole channel.
CREATE INDEX "message_thread_root_id_mentioned_at_idx" ON "message"("thread_root_id", "mentioned_at")
WHERE "mentioned_at" IS NOT NULL AND "thread_root_id" IS NOT NULL;
