-- Which events of the workspace's stream hold this message's text: its deletion empties them.

-- AlterTable
ALTER TABLE "message" ADD COLUMN     "event_seqs" BIGINT[] DEFAULT ARRAY[]::BIGINT[];
