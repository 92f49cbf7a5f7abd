-- What somebody keeps for later. The list is read by what is to do and what is done, the newest first.
CREATE TABLE "saved" (
    "user_id" TEXT COLLATE "C" NOT NULL,
    "message_id" TEXT COLLATE "C" NOT NULL,
    "channel_id" TEXT COLLATE "C" NOT NULL,
    "saved_at" BIGINT NOT NULL,
    "done" BOOLEAN NOT NULL,
    "done_at" BIGINT,
    "rev" BIGINT NOT NULL,

    CONSTRAINT "saved_pkey" PRIMARY KEY ("user_id","message_id")
);
CREATE INDEX "saved_user_id_done_rev_idx" ON "saved"("user_id", "done", "rev");
