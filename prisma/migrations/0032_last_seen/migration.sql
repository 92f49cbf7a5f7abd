-- When people were active last, and who keeps that to themselves.

-- AlterTable
ALTER TABLE "users" ADD COLUMN     "hides_seen" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "last_seen" (
    "user_id" TEXT COLLATE "C" NOT NULL,
    "at" BIGINT NOT NULL,

    CONSTRAINT "last_seen_pkey" PRIMARY KEY ("user_id")
);
