-- A message may ask something, with answers to choose from.

-- AlterTable
ALTER TABLE "message" ADD COLUMN     "poll" JSONB;

-- CreateTable
CREATE TABLE "vote" (
    "message_id" TEXT COLLATE "C" NOT NULL,
    "user_id" TEXT COLLATE "C" NOT NULL,
    "channel_id" TEXT COLLATE "C" NOT NULL,
    "choices" SMALLINT[],
    "anonymous" BOOLEAN NOT NULL,
    "seq" BIGINT NOT NULL,

    CONSTRAINT "vote_pkey" PRIMARY KEY ("message_id","user_id")
);

-- What one has chosen in anonymous polls, which nobody but oneself is told. Of the others it follows from the message.
CREATE INDEX "vote_user_id_seq_idx" ON "vote"("user_id", "seq") WHERE "anonymous";
