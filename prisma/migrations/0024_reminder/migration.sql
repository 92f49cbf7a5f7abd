-- When somebody wants to be reminded of a message. Each that is not due has a job of the queue.
CREATE TABLE "reminder" (
    "user_id" TEXT COLLATE "C" NOT NULL,
    "message_id" TEXT COLLATE "C" NOT NULL,
    "channel_id" TEXT COLLATE "C" NOT NULL,
    "due_at" BIGINT NOT NULL,
    "due" BOOLEAN NOT NULL,
    "rev" BIGINT NOT NULL,

    CONSTRAINT "reminder_pkey" PRIMARY KEY ("user_id","message_id")
);
