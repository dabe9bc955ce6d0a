// Making statements: the other half of statement.ts. No start needs it.

import { concatBytes } from "../base/bytes.ts";
import { makeId, type SpaceId, type StatementId } from "../base/ids.ts";
import type { Sha256 } from "../base/labels.ts";
import type { Signer } from "../ports/crypto.ts";
import { encodeStatementContent } from "./encode-statement.ts";
import type { KnownBody, StatementContent } from "./statement-content.ts";
import { makeStatement, signedBytes, type Statement } from "./statement.ts";

async function sign(
  sha256: Sha256,
  signer: Signer,
  said: Omit<StatementContent, "author"> & { readonly body: KnownBody },
): Promise<Statement> {
  const content = { ...said, author: makeId("device", signer.publicKey) };
  const contentBytes = encodeStatementContent(content);
  const bytes = concatBytes(contentBytes, await signer.sign(signedBytes(contentBytes)));
  return makeStatement(sha256, content, contentBytes, bytes);
}

/** The statement that makes a new space: its id is the space's, its author the owner. `salt`: 16 fresh random bytes. */
export const foundSpace = (sha256: Sha256, signer: Signer, salt: Uint8Array): Promise<Statement> =>
  sign(sha256, signer, { space: null, parents: [], body: { kind: "found", salt } });

/** `parents`: the heads its author knows, ascending (`StatementDag.parentsForNext`). */
export const signStatement = (
  sha256: Sha256,
  signer: Signer,
  said: { readonly space: SpaceId; readonly parents: readonly StatementId[]; readonly body: Exclude<KnownBody, { kind: "found" }> },
): Promise<Statement> => sign(sha256, signer, said);
