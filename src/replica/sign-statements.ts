// Statements of this device, or of another key that is in its hands, each on the one before it, so that what a later one needs is in its past.

import type { KnownBody } from "../members/statement-content.ts";
import { signStatement } from "../members/sign-statement.ts";
import type { Statement } from "../members/statement.ts";
import type { SpaceCore } from "./space-core.ts";

/** Must run in the space's turn, as what stores them does: the first stands on the present heads. */
export async function signStatements(
  {
    ports,
    space,
    signer,
    members,
  }: Pick<SpaceCore, "space" | "signer" | "members"> & { readonly ports: Pick<SpaceCore["ports"], "suite"> },
  bodies: readonly Exclude<KnownBody, { kind: "found" }>[],
): Promise<readonly Statement[]> {
  const statements: Statement[] = [];
  let parents = members.parentsForNext();
  for (const body of bodies) {
    const statement = await signStatement(ports.suite.sha256, signer, { space, parents, body });
    statements.push(statement);
    parents = [statement.id];
  }
  return statements;
}
