-- Links under a channel's name.

-- AlterTable
ALTER TABLE "channel" ADD COLUMN     "bookmarks" JSONB,
ADD COLUMN     "bookmarks_rev" BIGINT NOT NULL DEFAULT 0;
