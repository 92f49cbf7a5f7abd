-- What one is about to write, and what waits for its time, may quote a message.
ALTER TABLE "draft" ADD COLUMN     "quote" JSONB;
ALTER TABLE "scheduled" ADD COLUMN     "quote" JSONB;
