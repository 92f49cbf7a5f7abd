-- A message may be important or urgent, and may ask those who read it to say so.

-- AlterTable
ALTER TABLE "message" ADD COLUMN     "priority" TEXT,
ADD COLUMN     "asks_acknowledgement" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "acknowledgement" (
    "message_id" TEXT COLLATE "C" NOT NULL,
    "user_id" TEXT COLLATE "C" NOT NULL,
    "seq" BIGINT NOT NULL,

    CONSTRAINT "acknowledgement_pkey" PRIMARY KEY ("message_id","user_id")
);
