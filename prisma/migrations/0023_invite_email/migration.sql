-- Invites for an address.

-- AlterTable
ALTER TABLE "invite" ADD COLUMN     "email" TEXT,
ADD COLUMN     "sent_at" BIGINT;
