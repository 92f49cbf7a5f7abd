-- Messages that wait for their time. Each has a job of the queue, which is written and removed with it.
CREATE TABLE "scheduled" (
    "id" TEXT COLLATE "C" NOT NULL,
    "user_id" TEXT COLLATE "C" NOT NULL,
    "channel_id" TEXT COLLATE "C" NOT NULL,
    "thread_root_id" TEXT COLLATE "C",
    "also_to_channel" BOOLEAN NOT NULL,
    "text" TEXT NOT NULL,
    "due_at" BIGINT NOT NULL,
    "failed" JSONB,
    "rev" BIGINT NOT NULL,

    CONSTRAINT "scheduled_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "scheduled_user_id_due_at_idx" ON "scheduled"("user_id", "due_at");
