import type { World } from '../../domain/verb.ts';
import type { Statement, Tx } from '../../log/item.ts';

const source = 'slack';

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
    const rows = await world.database.sql<{ externalId: string; id: string }[]>`
      select external_id as "externalId", id from external_id where workspace_id = ${workspace} and source = ${source}`;
    return new Remembered(workspace, new Map(rows.map((row) => [row.externalId, row.id])));
  }

  get(externalId: string): string | undefined {
    return this.ids.get(externalId);
  }

  /** From now on this is that; `save` makes it last, in the transaction of whatever made it. */
  set(externalId: string, id: string): void {
    this.ids.set(externalId, id);
  }

  save(tx: Tx, pairs: readonly (readonly [externalId: string, id: string])[]): Statement {
    return tx`
      insert into external_id (workspace_id, source, external_id, id)
      select ${this.workspace}, ${source}, e, i
      from unnest(${pairs.map(([externalId]) => externalId)}::text[], ${pairs.map(([, id]) => id)}::text[]) as x(e, i)
      on conflict do nothing`;
  }
}
