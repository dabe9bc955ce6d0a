import { bytesText } from "../sync/sync-texts.ts";
import { t } from "../texts/messages.ts";
import type { StorageRoom } from "./storage-room.ts";

/** How much is used of what the browser grants. */
export const roomText = (room: StorageRoom | null): string =>
  room === null ? t("room.unknown") : t("room.used", bytesText(room.usedBytes), bytesText(room.quotaBytes));
