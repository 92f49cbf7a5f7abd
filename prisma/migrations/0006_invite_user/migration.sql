-- An invite may be for one imported person, whom whoever accepts it becomes.

-- AlterTable
ALTER TABLE "invite" ADD COLUMN     "user_id" TEXT COLLATE "C";
