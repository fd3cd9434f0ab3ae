import type pg from 'pg';

/** Whether there was a pin of this id to delete. */
export async function deletePin(pool: pg.Pool, id: string): Promise<boolean> {
  const { rowCount } = await pool.query('delete from pin where id = $1', [id]);
  return rowCount === 1;
}
