-- Whom a message mentions besides those whom its text names.

-- AlterTable
ALTER TABLE "message" ADD COLUMN     "reached" JSONB;
