import type { World } from '../../domain/verb.ts';
import type { Statement, Tx } from '../../log/item.ts';
import { externalIds, saveExternalIds } from './sql.ts';

/** Which people and channels of an export have become which of ours; kept in the database beside them. */
export class Remembered {
  private readonly ids: Map<string, string>;
  private readonly workspace: string;

  private constructor(workspace: string, ids: Map<string, string>) {
    this.workspace = workspace;
    this.ids = ids;
  }

  /** What earlier imports into this workspace left. */
  static async load(world: World, workspace: string): Promise<Remembered> {
    return new Remembered(workspace, await externalIds(world.database.sql, workspace));
  }

  get(externalId: string): string | undefined {
    return this.ids.get(externalId);
  }

  /** From now on this is that; `save` makes it last, in the transaction of whatever made it. */
  set(externalId: string, id: string): void {
    this.ids.set(externalId, id);
  }

  save(tx: Tx, pairs: readonly (readonly [externalId: string, id: string])[]): Statement {
    return saveExternalIds(tx, this.workspace, pairs);
  }
}
