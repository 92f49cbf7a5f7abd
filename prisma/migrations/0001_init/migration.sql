-- Ids are compared byte by byte (COLLATE "C"): they sort by time, on any server and locale.

-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "instance" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "name" TEXT NOT NULL,
    "system_identifier" TEXT NOT NULL,
    "timeline" INTEGER NOT NULL,

    CONSTRAINT "instance_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "server_key" (
    "kid" TEXT COLLATE "C" NOT NULL,
    "kind" TEXT NOT NULL,
    "secret" JSONB NOT NULL,
    "public" JSONB,
    "created_at" BIGINT NOT NULL,
    "retired_at" BIGINT,

    CONSTRAINT "server_key_pkey" PRIMARY KEY ("kid")
);

-- CreateTable
CREATE TABLE "stream" (
    "id" TEXT COLLATE "C" NOT NULL,
    "epoch" TEXT NOT NULL,
    "seq" BIGINT NOT NULL DEFAULT 0,
    "rules_rev" BIGINT NOT NULL DEFAULT 0,
    "resume_floor" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "stream_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "event" (
    "stream" TEXT COLLATE "C" NOT NULL,
    "seq" BIGINT NOT NULL,
    "v" INTEGER NOT NULL,
    "type" TEXT NOT NULL,
    "at" BIGINT NOT NULL,
    "actor" TEXT COLLATE "C",
    "audience" TEXT COLLATE "C" NOT NULL,
    "backfill" BOOLEAN NOT NULL DEFAULT false,
    "data" JSONB NOT NULL,

    CONSTRAINT "event_pkey" PRIMARY KEY ("stream","seq")
);

-- CreateTable
CREATE TABLE "command_key" (
    "author" TEXT COLLATE "C" NOT NULL,
    "key" TEXT COLLATE "C" NOT NULL,
    "args_hash" TEXT NOT NULL,
    "stream" TEXT COLLATE "C" NOT NULL,
    "seq" BIGINT NOT NULL,
    "result" JSONB,
    "created_at" BIGINT NOT NULL,

    CONSTRAINT "command_key_pkey" PRIMARY KEY ("author","key")
);

-- CreateTable
CREATE TABLE "account" (
    "id" TEXT COLLATE "C" NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "created_at" BIGINT NOT NULL,

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "login" (
    "id" TEXT COLLATE "C" NOT NULL,
    "account_id" TEXT COLLATE "C" NOT NULL,
    "device" TEXT NOT NULL,
    "generation" INTEGER NOT NULL DEFAULT 0,
    "used_at" BIGINT NOT NULL,
    "created_at" BIGINT NOT NULL,
    "last_seen_at" BIGINT NOT NULL,
    "ended_at" BIGINT,

    CONSTRAINT "login_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "app" (
    "id" TEXT COLLATE "C" NOT NULL,
    "name" TEXT NOT NULL,
    "account_id" TEXT COLLATE "C" NOT NULL,
    "created_at" BIGINT NOT NULL,

    CONSTRAINT "app_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "token" (
    "id" TEXT COLLATE "C" NOT NULL,
    "hash" TEXT NOT NULL,
    "user_id" TEXT COLLATE "C",
    "app_id" TEXT COLLATE "C",
    "scopes" TEXT[],
    "created_by" TEXT COLLATE "C" NOT NULL,
    "created_at" BIGINT NOT NULL,
    "last_used_at" BIGINT,
    "revoked_at" BIGINT,

    CONSTRAINT "token_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "invite" (
    "id" TEXT COLLATE "C" NOT NULL,
    "code_hash" TEXT NOT NULL,
    "workspace_id" TEXT COLLATE "C" NOT NULL,
    "role" TEXT NOT NULL,
    "channels" TEXT[],
    "created_by" TEXT COLLATE "C" NOT NULL,
    "created_at" BIGINT NOT NULL,
    "expires_at" BIGINT,
    "max_uses" INTEGER,
    "uses" INTEGER NOT NULL DEFAULT 0,
    "revoked_at" BIGINT,

    CONSTRAINT "invite_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "workspace" (
    "id" TEXT COLLATE "C" NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" BIGINT NOT NULL,
    "rev" BIGINT NOT NULL,

    CONSTRAINT "workspace_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "users" (
    "id" TEXT COLLATE "C" NOT NULL,
    "workspace_id" TEXT COLLATE "C" NOT NULL,
    "account_id" TEXT COLLATE "C",
    "app_id" TEXT COLLATE "C",
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "handle" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "title" TEXT NOT NULL DEFAULT '',
    "imported" BOOLEAN NOT NULL DEFAULT false,
    "created_at" BIGINT NOT NULL,
    "rev" BIGINT NOT NULL,

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "channel" (
    "id" TEXT COLLATE "C" NOT NULL,
    "workspace_id" TEXT COLLATE "C" NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT,
    "name_key" TEXT,
    "topic" TEXT NOT NULL DEFAULT '',
    "direct_key" TEXT COLLATE "C",
    "general" BOOLEAN NOT NULL DEFAULT false,
    "created_by" TEXT COLLATE "C" NOT NULL,
    "created_at" BIGINT NOT NULL,
    "archived_at" BIGINT,
    "last_at" BIGINT NOT NULL DEFAULT 0,
    "last_message_at" BIGINT,
    "rev" BIGINT NOT NULL,

    CONSTRAINT "channel_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "membership" (
    "channel_id" TEXT COLLATE "C" NOT NULL,
    "user_id" TEXT COLLATE "C" NOT NULL,
    "workspace_id" TEXT COLLATE "C" NOT NULL,
    "joined_seq" BIGINT NOT NULL,
    "joined_at" BIGINT NOT NULL,

    CONSTRAINT "membership_pkey" PRIMARY KEY ("channel_id","user_id")
);

-- CreateTable
CREATE TABLE "read_position" (
    "user_id" TEXT COLLATE "C" NOT NULL,
    "channel_id" TEXT COLLATE "C" NOT NULL,
    "read_at" BIGINT NOT NULL,
    "rev" BIGINT NOT NULL,

    CONSTRAINT "read_position_pkey" PRIMARY KEY ("user_id","channel_id")
);

-- CreateTable
CREATE TABLE "message" (
    "id" TEXT COLLATE "C" NOT NULL,
    "workspace_id" TEXT COLLATE "C" NOT NULL,
    "channel_id" TEXT COLLATE "C" NOT NULL,
    "author_id" TEXT COLLATE "C" NOT NULL,
    "client_id" TEXT COLLATE "C" NOT NULL,
    "text" TEXT NOT NULL,
    "created_at" BIGINT NOT NULL,
    "edited_at" BIGINT,
    "deleted_at" BIGINT,
    "thread_root_id" TEXT COLLATE "C",
    "reply_count" INTEGER NOT NULL DEFAULT 0,
    "last_reply_at" BIGINT,
    "reply_users" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "system" JSONB,
    "files" JSONB,
    "rev" BIGINT NOT NULL,

    CONSTRAINT "message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reaction" (
    "message_id" TEXT COLLATE "C" NOT NULL,
    "user_id" TEXT COLLATE "C" NOT NULL,
    "emoji" TEXT COLLATE "C" NOT NULL,
    "seq" BIGINT NOT NULL,

    CONSTRAINT "reaction_pkey" PRIMARY KEY ("message_id","emoji","user_id")
);

-- CreateTable
CREATE TABLE "external_id" (
    "workspace_id" TEXT COLLATE "C" NOT NULL,
    "source" TEXT NOT NULL,
    "external_id" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "external_id_pkey" PRIMARY KEY ("workspace_id","source","external_id")
);

-- CreateIndex
CREATE INDEX "event_stream_audience_seq_idx" ON "event"("stream", "audience", "seq");

-- CreateIndex
CREATE INDEX "command_key_created_at_idx" ON "command_key"("created_at");

-- CreateIndex
CREATE UNIQUE INDEX "account_email_key" ON "account"("email");

-- CreateIndex
CREATE INDEX "login_account_id_idx" ON "login"("account_id");

-- CreateIndex
CREATE UNIQUE INDEX "token_hash_key" ON "token"("hash");

-- CreateIndex
CREATE INDEX "token_user_id_idx" ON "token"("user_id");

-- CreateIndex
CREATE INDEX "token_app_id_idx" ON "token"("app_id");

-- CreateIndex
CREATE UNIQUE INDEX "invite_code_hash_key" ON "invite"("code_hash");

-- CreateIndex
CREATE INDEX "invite_workspace_id_idx" ON "invite"("workspace_id");

-- CreateIndex
CREATE INDEX "users_account_id_idx" ON "users"("account_id");

-- CreateIndex
CREATE INDEX "users_app_id_idx" ON "users"("app_id");

-- CreateIndex
CREATE UNIQUE INDEX "users_workspace_id_handle_key" ON "users"("workspace_id", "handle");

-- CreateIndex
CREATE UNIQUE INDEX "users_workspace_id_account_id_key" ON "users"("workspace_id", "account_id");

-- CreateIndex
CREATE UNIQUE INDEX "users_workspace_id_app_id_key" ON "users"("workspace_id", "app_id");

-- CreateIndex
CREATE UNIQUE INDEX "channel_workspace_id_name_key_key" ON "channel"("workspace_id", "name_key");

-- CreateIndex
CREATE UNIQUE INDEX "channel_workspace_id_direct_key_key" ON "channel"("workspace_id", "direct_key");

-- CreateIndex
CREATE INDEX "membership_user_id_idx" ON "membership"("user_id");

-- CreateIndex
CREATE INDEX "membership_workspace_id_idx" ON "membership"("workspace_id");

-- CreateIndex
CREATE INDEX "message_thread_root_id_created_at_idx" ON "message"("thread_root_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "message_author_id_client_id_key" ON "message"("author_id", "client_id");

-- CreateIndex
CREATE UNIQUE INDEX "message_channel_id_created_at_key" ON "message"("channel_id", "created_at");


