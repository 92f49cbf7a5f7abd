-- A post wrote eight index entries. Two say nothing: an author's clientId is the idempotency key of a post, which is kept for ever,
-- so it is unique already; and most messages are in no thread.
DROP INDEX "message_author_id_client_id_key";
DROP INDEX "message_thread_root_id_created_at_idx";
CREATE INDEX "message_thread_root_id_created_at_idx" ON "message"("thread_root_id", "created_at") WHERE "thread_root_id" IS NOT NULL;
