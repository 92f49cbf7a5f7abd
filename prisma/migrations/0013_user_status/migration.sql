-- What people say of themselves.
ALTER TABLE "users" ADD COLUMN "status" JSONB, ADD COLUMN "away" BOOLEAN NOT NULL DEFAULT false;
