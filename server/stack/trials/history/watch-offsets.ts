import type pg from 'pg';

/** Has the database itself note every time that a next offset goes back or is forgotten, from now on. */
export async function watchOffsets(pool: pg.Pool): Promise<void> {
  await pool.query(`
    create schema if not exists trial;
    create table if not exists trial.went_back (
      topic integer, record_partition integer, was bigint, became bigint, owner text, at timestamptz default now()
    );
    create or replace function trial.note_going_back() returns trigger language plpgsql as $$
    begin
      insert into trial.went_back (topic, record_partition, was, became, owner)
      values (old.topic, old.record_partition, old.next_offset, new.next_offset, new.owner);
      return null;
    end $$;
    create or replace trigger going_back after update on console.index_offset for each row
      when (old.next_offset is not null and (new.next_offset is null or new.next_offset < old.next_offset))
      execute function trial.note_going_back();`);
}

export async function judgeOffsets(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ place: string; was: string; became: string | null }>(
    `select w.text || '/' || b.record_partition as place, b.was, b.became
       from trial.went_back b join word w on w.id = b.topic order by b.at limit 5`,
  );
  return rows.map(({ place, was, became }) => `${place}: the next offset went back from ${was} to ${became}`);
}
