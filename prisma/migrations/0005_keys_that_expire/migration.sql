-- Only keys with a kept answer are ever forgotten. Those of posts, by far the most, stay for ever: the hourly look for old keys
-- should not pass them all, and a post should not pay for an index that nobody asks about it.
DROP INDEX "command_key_created_at_idx";
CREATE INDEX "command_key_created_at_idx" ON "command_key"("created_at") WHERE "result" IS NOT NULL;
